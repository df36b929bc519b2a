import type { DomainState } from '../../../mail/provider'
import { type Finding, findingsAt } from './finding'

/** What every letter says of its sender, and whether mail in its name is taken. */
export function checkSender(sender: { postalAddress: string; domain: string; state: DomainState }): Finding[] {
  const { blocks, warns } = findingsAt({ part: 'settings' })
  const found: Finding[] = []
  if (!/\p{L}.*\p{L}/u.test(sender.postalAddress) || sender.postalAddress.trim().length < 10)
    found.push(
      blocks(
        'no_postal_address',
        'Your postal address is missing. The law asks for it at the end of every letter. Whoever looks after this site can add it.',
      ),
    )
  if (sender.state === 'unverified')
    found.push(
      blocks(
        'domain_unverified',
        `Your letters come from ${sender.domain}, and Resend has not verified that it is yours. Until then it takes none of them. Whoever looks after this site can finish that at Resend, under Domains.`,
      ),
    )
  if (sender.state === 'unknown')
    found.push(
      warns(
        'domain_unknown',
        `Resend did not say whether ${sender.domain} is verified. If letters have left from it before, all is well.`,
      ),
    )
  return found
}
