// Runs in the browser, so it is no TypeScript of ours: it knows documents, and nothing of Node.

/**
 * Texts on a page whose contrast is below what WCAG 2.2 asks for at level AA: 4.5, and 3 for large ones. Colours are what
 * the browser computed; the ground is the nearest one that is opaque. Texts in drawings stand on shapes and have a test
 * of their own.
 *
 * @returns {{ text: string, contrast: number }[]}
 */
export function faintTexts() {
  const read = (text) => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number)
    return [red, green, blue, alpha]
  }
  const luminance = ([red, green, blue]) => {
    const linear = (value) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = read(getComputedStyle(at).backgroundColor)
      if (colour[3] === 1) return colour
    }
    return [255, 255, 255, 1]
  }
  const faint = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (!element || text === '' || element.closest('svg, .unseen, .skip')) continue
    if (!element.checkVisibility()) continue
    const style = getComputedStyle(element)
    const [light, dark] = [luminance(read(style.color)), luminance(groundOf(element))].sort((a, b) => b - a)
    const contrast = (light + 0.05) / (dark + 0.05)
    const size = Number.parseFloat(style.fontSize)
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    if (contrast < (large ? 3 : 4.5)) faint.push({ text, contrast: Math.round(contrast * 100) / 100 })
  }
  return faint
}
