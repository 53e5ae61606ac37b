/** The words that the made texts are about: a chain of shops. */

export const areas = [
  'coffee', 'tea', 'garden', 'books', 'bikes', 'shoes', 'toys', 'wine', 'cheese', 'lamps', 'paper', 'music', 'tools',
  'soap', 'honey', 'bread', 'plants', 'knives', 'chairs', 'games', 'yarn', 'watches', 'frames', 'mugs', 'spices',
] // biome-ignore format: a list of words

/** What a journey is about. */
export const topics = [
  'welcome', 'abandoned_cart', 'win_back', 'review_request', 'first_steps', 'loyalty', 'birthday', 'reorder',
  'trial', 'tasting', 'newsletter', 'gift_season', 'back_in_stock', 'referral',
] // biome-ignore format: a list of words

/** What a message does; a message is named by it. */
export const purposes = [
  'greeting', 'reminder', 'first_offer', 'last_offer', 'invitation', 'thanks', 'question', 'guide', 'survey',
  'free_shipping', 'new_harvest', 'related_goods', 'second_look', 'good_news', 'apology', 'gift',
] // biome-ignore format: a list of words

/** What a step is called. */
export const stepNames = [
  'second_chance', 'last_chance', 'after_letter', 'after_offer', 'second_thoughts', 'doorbell', 'quiet_week',
  'first_look', 'decision', 'long_pause', 'short_pause', 'reply', 'closing', 'next_visit',
] // biome-ignore format: a list of words

export const people = [
  'Sara', 'Jan', 'Lea', 'Mehmet', 'Zoë', 'Tom', 'Ines', 'Kim', 'Noor', 'Ruth', 'Ute', 'Ali', 'Gül', 'Aiko', 'Olu',
] // biome-ignore format: a list of names

const subjects = [
  'People',
  'Regular customers',
  'New contacts',
  'Visitors',
  'Friends of the shop',
  'Subscribers',
]
const verbs = [
  'come back',
  'hear from us',
  'find the shop',
  'answer',
  'buy',
  'look around',
  'decide',
  'write to us',
]
const manners = [
  'within a week', 'when they have time', 'after the first order', 'without any help', 'in their own language',
  'as soon as the new harvest is in', 'once the parcel has arrived', 'if we leave them in peace',
] // biome-ignore format: a list of phrases

/** A sentence as it stands in a comment. */
export const sentence = ({ pick }) => `${pick(subjects)} ${pick(verbs)} ${pick(manners)}.`
/** A few words as they stand in a title. */
export const phrase = ({ pick }) => `${pick(verbs)} ${pick(manners)}`
/** `first_offer` as `First offer`. */
export const title = (name) => (name[0].toUpperCase() + name.slice(1)).replaceAll('_', ' ')
