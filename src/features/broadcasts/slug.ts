const MAX_SLUG = 60

/** The words of a subject as a part of an address: small letters, digits and single hyphens, cut between words. */
export function slugOf(subject: string): string {
  const words = subject
    .replace(/%%\w+%%/g, ' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđ]/gi, (letter) => SPELLED[letter.toLowerCase()] ?? '')
    .toLowerCase()
    .split(/['’]|[^a-z0-9]+/)
    .filter(Boolean)
  let slug = (words[0] ?? 'letter').slice(0, MAX_SLUG)
  for (const word of words.slice(1)) {
    if (slug.length + 1 + word.length > MAX_SLUG) break
    slug += `-${word}`
  }
  return slug
}

// Letters that have no base letter in Unicode.
const SPELLED: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' }
