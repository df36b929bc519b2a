import { HiddenFields } from '../../ui/form'
import type { Site } from '../../ui/site'
import { ButtonLink } from '../ui/button'
import { Notice } from '../ui/notice'
import { AdminPage } from '../ui/page'
import { When } from '../ui/when'
import type { ShownDraft } from './draft-page'

type ChangedProps = {
  site: Site
  operator: { email: string }
  /** What is stored now. */
  letter: ShownDraft
  /** What was posted. */
  mine: { subject: string; preheader: string; markdown: string; doc: unknown }
  at: { now: number; timeZone: string }
}

/** Two versions of a letter, when it was changed elsewhere after its form was opened; nothing has been written yet. */
export const Changed = ({ site, operator, letter, mine, at }: ChangedProps) => {
  const action = `/admin/broadcasts/${letter.id}`
  const fields = {
    version: String(letter.version),
    subject: mine.subject,
    preheader: mine.preheader,
    doc: JSON.stringify(mine.doc),
  }
  return (
    <AdminPage site={site} operator={operator} title="This letter was changed elsewhere" current="letters" shape="wide">
      <Notice tone="wrong">
        <p>
          It was changed <When at={letter.updatedAt} {...at} />, after you opened it here. Nothing is lost: choose which
          words go on.
        </p>
      </Notice>
      <div class="versions">
        <section>
          <h2>Yours</h2>
          <Words {...mine} />
          <form method="post" action={action}>
            <HiddenFields values={fields} />
            <button type="submit" class="primary">
              Keep yours
            </button>
          </form>
        </section>
        <section>
          <h2>The other</h2>
          <Words {...letter} />
          <p>
            <ButtonLink look="quiet" href={action}>
              Take the other
            </ButtonLink>
          </p>
        </section>
      </div>
    </AdminPage>
  )
}

const Words = ({ subject, preheader, markdown }: { subject: string; preheader: string; markdown: string }) => (
  <>
    <p>
      <strong>{subject || 'No subject yet'}</strong>
      <br />
      <span class="hint">{preheader}</span>
    </p>
    <pre tabindex={0}>{`\n${markdown}`}</pre>
  </>
)
