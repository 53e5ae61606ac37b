import { expect, test } from 'vitest'
import { isEmail } from '../../src/graph.ts'

test.each([
  'sara@example.com',
  'a@localhost',
  "o'hara+news@mail.example.co.uk",
  'جشن@ایمیل.ایران',
  'سارا@می\u200cخواهم.ایران',
  'x@xn--bcher-kva.example',
  '用户@例子.广告',
])('%s is an address', (text) => {
  expect(isEmail(text)).toBe(true)
})

test.each([
  '',
  'sara',
  '@example.com',
  'sara@',
  '<a@b.c>',
  'x@example.com>',
  'x@example.com,',
  'a@b.c;',
  '(x)y@example.com',
  'Sara <sara@example.com>',
  'a@-b.c',
  'a@b-.c',
  'a@b..c',
  'a@b.c.',
  'a@b@c',
  'a b@c.d',
  'a@b.c\n',
])('%j is none', (text) => {
  expect(isEmail(text)).toBe(false)
})
