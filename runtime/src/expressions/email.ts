/**
 * Whether a text is an email address that a mail server would be asked about, as it stands: no name around it, no marks that
 * end it or hide another one. In any script. Whether somebody reads it is another question.
 */
export function isEmail(text: string): boolean {
  const [, domain] = /^[^\s@<>()[\]\\,;:"]+@(\S+)$/.exec(text) ?? []
  return domain?.split('.').every((label) => LABEL.test(label)) === true
}

/** A label of a domain. Joiners that show nothing are parts of words in some scripts. */
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}\p{Join_Control}-]*[\p{L}\p{N}\p{M}])?$/u
