import type { Broadcast } from '../../../features/broadcasts/find'
import type { SampleLetter } from '../../../mail/outbox/write-sample'
import type { Site } from '../../ui/site'
import { ButtonLink } from '../ui/button'
import { Done } from '../ui/done'
import { Notice } from '../ui/notice'
import { AdminPage } from '../ui/page'
import { ForOneself } from './for-oneself'
import { queryOf, type View } from './view'
import { ViewChoices } from './view-choices'

type PreviewPageProps = {
  site: Site
  operator: { email: string }
  broadcast: Broadcast
  view: View
  sample: { letter: SampleLetter } | { unfilled: string }
  /** Nobody has the address that was typed. */
  isNobody: boolean
  done?: string | undefined
}

/** The letter as it will arrive, on the screen and for the reader that are chosen, and sending it to oneself. */
export const PreviewPage = ({ site, operator, broadcast, view, sample, isNobody, done }: PreviewPageProps) => {
  const page = `/admin/broadcasts/${broadcast.id}`
  return (
    <AdminPage
      site={site}
      operator={operator}
      title="Preview"
      current="letters"
      shape="wide"
      action={
        <ButtonLink look="quiet" href={page}>
          Back to the letter
        </ButtonLink>
      }
    >
      <Done code={done} says={{ sent: `The test is on its way to ${operator.email}.` }} />
      <div class="preview">
        <ViewChoices page={page} view={view} isNobody={isNobody} />
        {'letter' in sample ? (
          <Shown page={page} view={view} letter={sample.letter} />
        ) : (
          <Notice tone="wrong">
            <p>
              {sample.unfilled} <a href={`${page}/check`}>Open the check</a>
            </p>
          </Notice>
        )}
        <ForOneself page={page} view={view} isNobody={isNobody} operator={operator} />
      </div>
    </AdminPage>
  )
}

const Shown = ({ page, view, letter }: { page: string; view: View; letter: SampleLetter }) => (
  <section class="shown" aria-label="The letter">
    <p class="inbox-line">
      <span>{letter.from.replace(/^"(.*)" <.*>$/, '$1')}</span>
      <strong>{letter.subject || 'No subject yet'}</strong>
    </p>
    {view.part === 'text' ? (
      <pre class={view.width} tabindex={0}>
        {letter.text}
      </pre>
    ) : (
      <iframe
        class={view.width}
        title="The letter as it arrives"
        src={`${page}/letter${queryOf(view)}`}
        sandbox="allow-same-origin"
      />
    )}
  </section>
)
