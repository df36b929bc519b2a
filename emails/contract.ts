/*
 * What compiled letters look like. `.build/letters.ts` begins with this very text, followed by the templates,
 * so the sources and the senders share the same types.
 */

/** Every gap a letter may have; a gap is written %%name%% and filled when one person's letter is made. */
export const gapNames = [
  'commaName', // ", Anna" or nothing: "Good morning%%commaName%%."
  'senderName',
  'postalAddress',
  'siteUrl', // https://host, no slash at the end
  'siteHost',
  'confirmUrl',
  'neverUrl', // "never write to this address again"
  'unsubscribeUrl',
  'preferencesUrl',
  'lessonUrl',
  'bookUrl',
  'bookedUrl',
  'bookingPageUrl', // the booking page itself, for the web, where the reader is unknown
  'careUrl',
  'alertTitle', // what an alert is about, in a few words
  'alertText', // and in two or three sentences
] as const

export type Gap = (typeof gapNames)[number]

/** Words of one mail. Subject, preheader and text are plain text; html expects its gaps HTML-escaped. */
export type Part = { subject: string; preheader: string; html: string; text: string }

/** A complete mail with its own frame. */
export type Letter = Part & { gaps: readonly Gap[] }

/** What goes into the frame's slot; `web` is the same words as semantic HTML with classes and an inline drawing. */
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
  confirm: Letter // asks to confirm a sign-up for it
  lessons: readonly Lesson[]
}

/**
 * The frame of every lesson and broadcast. Slots: html %%subject%% %%preheader%% %%body%% %%reason%%, text
 * %%body%% %%reason%%.
 */
export type Frame = { html: string; text: string; gaps: readonly Gap[] }
