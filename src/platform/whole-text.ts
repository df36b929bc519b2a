/**
 * Text from outside as it may be stored and sent: at most `most` UTF-16 units and never cut through a character, half a
 * character replaced by U+FFFD, and without what no text may hold (NUL, and the noncharacters of Unicode, section
 * 23.7).
 */
export function wholeText(given: string, most = Number.POSITIVE_INFINITY): string {
  const cut = given.length > most ? given.slice(0, endsInside(given, most) ? most - 1 : most) : given
  return cut.isWellFormed() && !NO_CHARACTER.test(cut) ? cut : cut.toWellFormed().replace(EVERY_NO_CHARACTER, '')
}

const NO_CHARACTER = /[\0\p{Noncharacter_Code_Point}]/u
const EVERY_NO_CHARACTER = new RegExp(NO_CHARACTER, 'gu')

function endsInside(text: string, place: number): boolean {
  const [before, after] = [text.charCodeAt(place - 1), text.charCodeAt(place)]
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000
}
