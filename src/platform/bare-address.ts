/** An address of the web without its query and fragment, which may tell more of a person than that she came from there. */
export function bareAddress(url: string): string {
  return url.replace(/[?#].*$/s, '')
}
