/** When the next letter comes, in the reader's local time. */
export type NextLetter = {
  /** Words that can follow "comes": `tomorrow`, `on Tuesday 24 November`. */
  on: string
  /** 0 to 23, local. */
  hour: number
  /** IANA name. */
  timeZone: string
  /** True when the reader's zone is unknown and the practitioner's is used. */
  assumed?: boolean
}

/** Says an hour the way a person does: `7:00 in the morning`. */
export const sayHour = (hour: number) => {
  if (hour === 0) return 'midnight'
  if (hour === 12) return 'noon'
  const face = `${hour % 12}:00`
  if (hour < 5) return `${face} at night`
  if (hour < 12) return `${face} in the morning`
  if (hour < 18) return `${face} in the afternoon`
  if (hour < 22) return `${face} in the evening`
  return `${face} at night`
}

/** The place in a zone's name: `Buenos Aires, Argentina` for `America/Argentina/Buenos_Aires`. */
export const placeOf = (timeZone: string) =>
  timeZone
    .split('/')
    .slice(timeZone.includes('/') ? 1 : 0)
    .reverse()
    .join(', ')
    .replaceAll('_', ' ')

/** Names a zone by its place: `New York time` for `America/New_York`. */
export const sayZone = (timeZone: string) => (timeZone.includes('/') ? `${placeOf(timeZone)} time` : timeZone)

/** Says that the reader's zone is unknown and which one is used; another sentence says how to set it. */
export const sayAssumed = (timeZone: string) =>
  `I could not tell your time zone, so for now the lessons come by ${sayZone(timeZone)}, which is mine.`
