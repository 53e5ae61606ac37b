import { TYPE } from './labels.ts'
import { DARK, FONTS, LIGHT, type Palette } from './theme.ts'

/** `auto` follows the reader's system. */
export type Scheme = 'auto' | 'light' | 'dark'

/**
 * The style sheet of a drawing. Colours are written out and not kept in variables, which many viewers of SVG files
 * lack; rules name the scheme, so that drawings of several schemes live in one page.
 */
export function styleSheet(scheme: Scheme): string {
  const root = `.journey-diagram.${scheme}`
  return [
    fonts(root),
    colours(root, scheme === 'dark' ? DARK : LIGHT),
    ...(scheme === 'auto' ? [`@media (prefers-color-scheme:dark){${colours(root, DARK)}}`] : []),
  ].join('\n')
}

function fonts(root: string): string {
  const roles = Object.entries(TYPE).map(
    ([role, { size, weight }]) =>
      `${root} .${role}{font-size:${size}px;font-weight:${weight === 'bold' ? 600 : 400}}`,
  )
  return [
    `${root} text{font-family:${FONTS}}`,
    ...roles,
    `${root} .icon{stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round;fill:none}`,
    `${root} .line{fill:none}`,
    `${root} .timeout .line,${root} .failed .line{stroke-dasharray:6 5}`,
  ].join('\n')
}

function colours(root: string, palette: Palette): string {
  const rules: [selector: string, declarations: string][] = [
    ['.canvas', `fill:${palette.canvas}`],
    ['.title', `fill:${palette.ink}`],
    ['.doc,.fact', `fill:${palette.muted}`],
    ['.totals', `fill:${palette.ink}`],
    ['.chip', `fill:${palette.canvas};stroke:${palette.line}`],
    ['.chip-icon', `stroke:${palette.muted}`],
    ['.stage', `fill:${palette.group};stroke:${palette.line}`],
    ['.group', `fill:${palette.ink}`],
    // A plate in the ground's colour keeps words readable where a line passes behind them.
    ['.plate', `fill:${palette.canvas}`],
    ['.plate.on-group', `fill:${palette.group}`],
    ...Object.entries(palette.boxes).flatMap(([family, paint]): [string, string][] => [
      [`.${family} .shape`, `fill:${paint.fill};stroke:${paint.stroke}`],
      [`.${family} .heading`, `fill:${paint.ink}`],
      [`.${family} .detail,.${family} .name,.${family} .count`, `fill:${paint.muted}`],
      [`.${family} .icon`, `stroke:${paint.icon}`],
      [`.${family} .icon.solid`, `fill:${paint.icon}`],
      [`.${family} .rule`, `stroke:${paint.stroke};stroke-opacity:.45`],
    ]),
    ['.box .pill', `fill:${palette.waiting.fill}`],
    ['.box .pill-text', `fill:${palette.waiting.ink};font-weight:600`],
    ['.end .ring', `fill:none;stroke:${palette.boxes.end.ink};stroke-opacity:.55`],
    ...Object.entries(palette.arrows).flatMap(([kind, color]): [string, string][] => [
      [`.${kind} .line`, `stroke:${color}`],
      [`.${kind} .tip,.${kind} .words,.${kind} .count`, `fill:${color}`],
    ]),
  ]
  return rules
    .map(([selectors, declarations]) => {
      const whole = selectors
        .split(',')
        .map((selector) => `${root} ${selector}`)
        .join(',')
      return `${whole}{${declarations}}`
    })
    .join('\n')
}
