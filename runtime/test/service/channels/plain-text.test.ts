import { expect, test } from 'vitest'
import { plainTextOf } from '../../../src/service/channels/mail/plain-text.ts'

test.each([
  ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
  ['<p>One\n   line</p>', 'One line'],
  ['One<br>Two<br/>Three', 'One\nTwo\nThree'],
  ['<ul><li>a</li><li>b</li></ul>after', '- a\n- b\n\nafter'],
  ['<head><title>T</title><style>p { color: red }</style></head><body>Hi</body>', 'Hi'],
  ['<script>alert(1)</script>Hi<!-- no -->', 'Hi'],
  ['<a href="https://x.example">here</a>', 'here (https://x.example)'],
  ["<a class=b href='https://x.example'><b>here</b></a>", 'here (https://x.example)'],
  ['<a href="https://x.example">https://x.example</a>', 'https://x.example'],
  ['<a href="mailto:a@b.example">a@b.example</a>', 'a@b.example'],
  ['<a href="#top">up</a>', 'up'],
  ['<a href="https://x.example"><img alt="Our shop" src="x.png"></a>', 'Our shop (https://x.example)'],
  ['Tea &amp; cake &lt;3 &#8364;5 &#x6F3; &eacute; &nbsp;now', 'Tea & cake <3 €5 ۳ &eacute; now'],
  ['&#0; &#99999999; &#x110000;', '&#0; &#99999999; &#x110000;'],
  ['<h1>سلام</h1><p>خوش آمدید</p>', 'سلام\n\nخوش آمدید'],
  ['<p>İİİİİİ</p><P>Hello <B>you</B></P><STYLE>p{}</STYLE>!', 'İİİİİİ\n\nHello you\n\n!'],
  ['', ''],
  ['no markup at all: 1 < 2', 'no markup at all: 1 < 2'],
])('%s', (html, text) => {
  expect(plainTextOf(html)).toBe(text)
})

test('a text made to be slow is read in time', () => {
  const start = performance.now()
  for (const html of [
    '<a href="x">'.repeat(20_000),
    '<'.repeat(100_000),
    '<style>'.repeat(20_000),
    '<!--'.repeat(20_000),
    '<a href='.repeat(20_000),
    '<p "'.repeat(20_000),
    ' '.repeat(200_000),
    '<style></style'.repeat(20_000),
  ]) {
    plainTextOf(html)
  }
  expect(performance.now() - start).toBeLessThan(2000)
})
