import type { Context } from 'hono'
import { type Checked, checkLetter } from '../../../features/broadcasts/check/check'
import { pagesIn } from '../../../features/broadcasts/check/check-links'
import { claimWordsIn, listClaimWords } from '../../../features/broadcasts/claim-words'
import type { Broadcast } from '../../../features/broadcasts/find'
import { reachPages } from '../../../platform/reach-pages'
import type { AdminEnv } from '../context'
import { contentIn, sampleOf } from '../preview/letter-of'

/**
 * Checks a letter as it would leave now. Its links are asked and the provider is asked for the domain, both within
 * seconds; what does not answer is a warning.
 */
export async function checkBroadcast(c: Context<AdminEnv>, broadcast: Broadcast): Promise<Checked> {
  const { db, config, mailer, clock } = c.var.app
  const { subject, preheader, doc } = broadcast
  const domain = config.FROM_EMAIL.slice(config.FROM_EMAIL.lastIndexOf('@') + 1)
  const [list, reached, state] = await Promise.all([
    listClaimWords(db),
    reachPages(doc ? pagesIn(doc) : [], new URL(config.PUBLIC_URL).host, clock.now()),
    mailer.provider.domainState(domain),
  ])
  const sample = sampleOf(c, broadcast, { id: 0, email: '', firstName: 'Anna' })
  return checkLetter({
    subject,
    preheader,
    doc,
    text: contentIn(c, broadcast).text,
    html: 'letter' in sample ? sample.letter.html : '',
    claimWords: claimWordsIn(list),
    reached,
    sender: { postalAddress: config.POSTAL_ADDRESS, domain, state },
  })
}
