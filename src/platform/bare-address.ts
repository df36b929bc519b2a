/** An address of the web without its query and fragment, which may tell more of a person than where they came from. */
export function bareAddress(url: string): string {
  return url.replace(/[?#].*$/s, '')
}
