import { stillDeclared } from '../../core/about-message.ts'
import type { Engine } from '../engine/engine.ts'
import { readUnsubscribeToken, type UnsubscribeSubject } from '../unsubscribe-link.ts'
import type { ApiContext } from './api/operation.ts'
import { engineProblem } from './engine-problem.ts'
import { escapeHtml, type SmallPage, smallPage } from './html.ts'

interface Words {
  readonly direction: 'ltr' | 'rtl'
  readonly title: string
  readonly question: string
  readonly button: string
  readonly done: string
  readonly thanks: string
  readonly broken: string
  readonly hint: string
}

const WORDS: Readonly<Record<string, Words>> = {
  en: {
    direction: 'ltr',
    title: 'Unsubscribe',
    question: 'Do you want no more of these messages?',
    button: 'Unsubscribe',
    done: 'You are unsubscribed',
    thanks: 'You will get no more of these messages.',
    broken: 'This link does not work',
    hint: 'It may have been cut off. Open it again from the message.',
  },
  de: {
    direction: 'ltr',
    title: 'Abmelden',
    question: 'Möchten Sie keine dieser Nachrichten mehr?',
    button: 'Abmelden',
    done: 'Sie sind abgemeldet',
    thanks: 'Sie bekommen diese Nachrichten nicht mehr.',
    broken: 'Dieser Link funktioniert nicht',
    hint: 'Vielleicht wurde er abgeschnitten. Öffnen Sie ihn noch einmal aus der Nachricht.',
  },
  fr: {
    direction: 'ltr',
    title: 'Se désabonner',
    question: 'Vous ne voulez plus recevoir ces messages ?',
    button: 'Se désabonner',
    done: 'Vous êtes désabonné',
    thanks: 'Vous ne recevrez plus ces messages.',
    broken: 'Ce lien ne fonctionne pas',
    hint: 'Il a peut-être été coupé. Ouvrez-le à nouveau depuis le message.',
  },
  es: {
    direction: 'ltr',
    title: 'Darse de baja',
    question: '¿No quiere recibir más estos mensajes?',
    button: 'Darse de baja',
    done: 'Se ha dado de baja',
    thanks: 'Ya no recibirá estos mensajes.',
    broken: 'Este enlace no funciona',
    hint: 'Quizá se cortó. Ábralo de nuevo desde el mensaje.',
  },
  fa: {
    direction: 'rtl',
    title: 'لغو اشتراک',
    question: 'می‌خواهید دیگر این پیام‌ها را دریافت نکنید؟',
    button: 'لغو اشتراک',
    done: 'اشتراک شما لغو شد',
    thanks: 'دیگر این پیام‌ها را دریافت نمی‌کنید.',
    broken: 'این پیوند کار نمی‌کند',
    hint: 'شاید ناقص باشد. دوباره آن را از پیام باز کنید.',
  },
  ar: {
    direction: 'rtl',
    title: 'إلغاء الاشتراك',
    question: 'هل تريد عدم تلقي هذه الرسائل بعد الآن؟',
    button: 'إلغاء الاشتراك',
    done: 'تم إلغاء اشتراكك',
    thanks: 'لن تتلقى هذه الرسائل بعد الآن.',
    broken: 'هذا الرابط لا يعمل',
    hint: 'ربما كان غير كامل. افتحه مرة أخرى من الرسالة.',
  },
}

const ENGLISH = WORDS.en!

/**
 * Answers a link to unsubscribe. Looking at it changes nothing, since programs that read mail open links too; its button
 * does, and so does the POST of a mail program (RFC 8058).
 */
export async function unsubscribe(request: Request, token: string, context: ApiContext): Promise<Response> {
  const { engine } = context
  const subject = readUnsubscribeToken(engine.secret, token)
  if (subject === undefined) return page('en', ENGLISH, 'broken', `<p>${ENGLISH.hint}</p>`, 404)
  const language = languageOf(subject, engine)
  const words = WORDS[language]!
  const thanks = `<p>${words.thanks}</p>`
  if (isUnsubscribed(subject, engine)) return page(language, words, 'done', thanks)
  if (request.method === 'POST') {
    await post(subject, context)
    return page(language, words, 'done', thanks)
  }
  const form = `<p>${words.question}</p><form method="post"><button>${escapeHtml(words.button)}</button></form>`
  return page(language, words, 'title', form)
}

function page(
  language: string,
  words: Words,
  title: 'title' | 'done' | 'broken',
  body: string,
  status = 200,
): Response {
  const { direction } = words
  return smallPage({ language, direction, title: words[title], body } satisfies SmallPage, status)
}

/** Always an input of its own: whoever subscribed again since can unsubscribe by the same link. */
async function post({ contact, channel, key }: UnsubscribeSubject, context: ApiContext): Promise<void> {
  const { bundle, reader } = context.engine
  const command = reader.delivery(key)?.command
  const sent = command?.kind === 'send' ? { message: command.message, journey: command.journey } : {}
  // Links lie in mailboxes for years. Where neither name is left, all consent is withdrawn.
  const payload = stillDeclared({ ...sent, channel, key }, bundle)
  const [receipt] = await context
    .post([{ kind: 'event', event: 'unsubscribed', contact, at: context.clock(), payload }])
    .catch((error) => {
      throw engineProblem(error)
    })
  if (receipt!.kind === 'refused') throw new Error(`unsubscribing was refused: ${receipt!.problems[0]?.code}`)
}

/** Whether the contact has no consent on that channel, so that there is nothing to do. */
function isUnsubscribed({ contact, channel }: UnsubscribeSubject, { bundle, reader }: Engine): boolean {
  const consent = bundle.channels.get(channel)?.consent
  return consent !== undefined && reader.contact(contact)?.attributes[consent] === false
}

/** The language of the contact, as far as there are words in it. */
function languageOf({ contact }: UnsubscribeSubject, { bundle, reader }: Engine): string {
  const state = reader.contact(contact)
  const [language = 'en'] = state ? bundle.reader(state.attributes).language.toLowerCase().split('-') : []
  return Object.hasOwn(WORDS, language) ? language : 'en'
}
