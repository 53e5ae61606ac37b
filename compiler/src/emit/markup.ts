/** Text with the five characters that mean something in HTML and XML written as references: for content and quoted attributes. */
export function escapeMarkup(text: string): string {
  return text
    .replace(/&/gu, '&amp;')
    .replace(/</gu, '&lt;')
    .replace(/>/gu, '&gt;')
    .replace(/"/gu, '&quot;')
    .replace(/'/gu, '&#39;')
}
