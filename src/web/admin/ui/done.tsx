import { Notice } from './notice'

/**
 * Says what was just done, by the code that a redirect puts into the query (`?done=removed`); of another code nothing.
 * So nobody can make a link that puts words on the page.
 */
export const Done = ({ code, says }: { code: string | undefined; says: Readonly<Record<string, string>> }) => {
  const sentence = code !== undefined && Object.hasOwn(says, code) ? says[code] : undefined
  return sentence === undefined ? null : <Notice tone="good">{sentence}</Notice>
}
