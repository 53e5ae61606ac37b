/** Sending: what the settings say, ways out, and who goes them. */
export * from './dispatcher.ts'
export { MissingSecret } from './secrets.ts'
export type { Parcel, Sender, Verdict } from './sender.ts'
export * from './settings.ts'
export { SIGNATURE_TOLERANCE, sign, verifySignature } from './signature.ts'
export * from './ways.ts'
