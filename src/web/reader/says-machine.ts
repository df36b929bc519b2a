/**
 * Whether a request says that no person made it: it asks for no page (HEAD), fetches ahead (`Sec-Purpose`, before it
 * `Purpose` and `X-Moz`), or names itself as one of the programs that look at the links of mails and messages. Others
 * are told by what they do.
 */
export function saysMachine({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean {
  if (method === 'HEAD') return true
  if (['sec-purpose', 'purpose', 'x-moz'].some((name) => /prefetch|prerender|preview/.test(headers.get(name) ?? '')))
    return true
  return SCANNERS.test(headers.get('user-agent') ?? '')
}

const SCANNERS = new RegExp(
  [
    '(?<!cu)bot\\b|crawl|spider|slurp|scanner|link ?check|preview', // what calls itself so
    'barracuda|proofpoint|mimecast|messagelabs|symantec|cloudmark|trend ?micro|sophos|forcepoint|fortiguard|zscaler', // security of mail
    'facebookexternalhit|whatsapp|skypeuripreview|embedly|google-safety|googleimageproxy|yahoomailproxy', // previews of messages
  ].join('|'),
  'i',
)
