/** So many bytes of UTF-8 fit into one encoded word, which has at most 75 characters (RFC 2047, section 2). */
const BYTES_IN_A_WORD = 45

/**
 * A name as it may precede an address in a header that is sent unchanged: quoted (RFC 5322, section 3.2.4), and in
 * encoded words when it is not of ASCII alone. The name holds no quotes, backslashes or control characters.
 */
export function phrase(name: string): string {
  if (/^[ -~]*$/.test(name)) return `"${name}"`
  const words: string[] = ['']
  for (const character of name) {
    const longer = words.at(-1) + character
    if (Buffer.byteLength(longer) > BYTES_IN_A_WORD) words.push(character)
    else words[words.length - 1] = longer
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ')
}
