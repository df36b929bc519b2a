/*
 * The types of compiled templates. `.build/letters.ts` begins with this very text, followed by the templates,
 * so the sources and the senders share the same types.
 */

/**
 * The gaps that every letter can fill: what is the same in all letters of a site (`siteUrl` has no slash at the end).
 */
export const siteGaps = ['senderName', 'postalAddress', 'siteUrl', 'siteHost', 'careUrl'] as const

/**
 * What each kind of letter can fill besides: `gaps` with values of its reader or cause, `links` with URLs for this
 * reader alone. A gap is written %%name%%; one that its kind cannot fill fails the build, or the save of a draft.
 */
export const letterKinds = {
  confirm: { gaps: ['commaName'], links: ['confirmUrl', 'preferencesUrl', 'neverUrl'] },
  lesson: {
    gaps: ['commaName'], // ", Anna" or nothing: "Good morning%%commaName%%."
    links: ['unsubscribeUrl', 'preferencesUrl', 'lessonUrl', 'bookUrl', 'bookedUrl'],
  },
  broadcast: {
    gaps: ['commaName'],
    links: ['unsubscribeUrl', 'preferencesUrl', 'bookUrl', 'goUrl'], // goUrl is put in for the author: links are counted
  },
  signin: { gaps: [], links: ['signInUrl'] },
  digest: { gaps: ['alertTitle', 'alertText'], links: [] }, // what an alert is about, in a few words and in sentences
} as const

/** What a lesson can fill where it is a page that may be shared: no link of its reader. */
export const pageGaps = ['commaName', 'bookingPageUrl'] as const

export type KindName = keyof typeof letterKinds
type Lists = (typeof letterKinds)[KindName]
export type Gap = (typeof siteGaps)[number] | Lists['gaps'][number] | Lists['links'][number] | (typeof pageGaps)[number]

/** Every gap that there is, once. */
export const gapNames: readonly Gap[] = [
  ...new Set([
    ...siteGaps,
    ...Object.values(letterKinds).flatMap(({ gaps, links }): readonly Gap[] => [...gaps, ...links]),
    ...pageGaps,
  ]),
]

/** The content of one mail. Subject, preheader and text are plain text; html expects its gaps HTML-escaped. */
export type Part = { subject: string; preheader: string; html: string; text: string }

/** A complete mail with its own frame. */
export type CompiledTemplate = Part & { gaps: readonly Gap[] }

/** What goes into the frame's slot; `web` is the same content as semantic HTML with classes and an inline drawing. */
export type Body = Part & { web: string; gaps: readonly Gap[] }

/**
 * The drawing of a lesson as a picture: `path` is where it is served, width and height are CSS pixels (the file has
 * twice as many).
 */
export type Figure = { path: string; alt: string; width: number; height: number }

export type Lesson = {
  day: number
  title: string
  minutes: number
  practice: string // the name of the practice: 'The glide check'
  figure: Figure
  opening: string // the first paragraphs as semantic HTML without gaps, for a page that wants to quote the lesson
  open: Body // for someone who has not booked
  booked: Body // for someone who has: no call to book
}

export type Course = {
  number: number // what links name it by
  slug: string // what is stored of a reader names it by this
  title: string
  promise: string
  confirm: CompiledTemplate // asks to confirm a sign-up for it
  lessons: readonly Lesson[]
}

/**
 * The frame of every lesson and broadcast. Slots: html %%subject%% %%preheader%% %%body%% %%reason%%, text
 * %%body%% %%reason%%.
 */
export type Frame = { html: string; text: string; gaps: readonly Gap[] }

/** The pieces of which a letter of the practitioner's own is made: blocks, a line of a list, and what stands around words. */
export const blockNames = [
  'paragraph',
  'heading2',
  'heading3',
  'bulletList',
  'orderedList',
  'listItem',
  'rule',
  'picture',
  'button',
  'link',
  'bold',
  'italic',
  'hardBreak',
] as const

/**
 * Each of them as HTML for mail and for the web. Slots: %%words%%, in lists %%items%%, in a link or button %%href%%, in
 * a picture %%src%% %%alt%% %%width%% %%height%%; all take HTML.
 */
export type Blocks = Readonly<Record<(typeof blockNames)[number], { mail: string; web: string }>>
