import type { LetterDoc } from '../../../features/broadcasts/document/grammar'
import type { Site } from '../../ui/site'
import { Action, ButtonLink } from '../ui/button'
import { TextArea } from '../ui/field'
import { AdminPage } from '../ui/page'
import { When } from '../ui/when'
import { InboxDrawing } from './inbox-drawing'
import { LineField } from './line-field'
import { PlainHelp } from './plain-help'
import type { WrongField } from './read-words'

/** A draft as its page shows it. */
export type ShownDraft = {
  id: number
  version: number
  subject: string
  preheader: string
  doc: LetterDoc
  markdown: string
  updatedAt: number
}

export type DraftPageProps = {
  site: Site
  operator: { id: number; email: string }
  letter: ShownDraft
  at: { now: number; timeZone: string }
  /** What was posted and could not be saved, and why. */
  typed?: { subject?: string; preheader?: string; markdown?: string; version: number }
  wrong?: WrongField
}

/** The composer. Without a script it is a plain form, whose words are Markdown. */
export const DraftPage = ({ site, operator, letter, at, typed, wrong }: DraftPageProps) => {
  const { id, version, subject, preheader, markdown } = { ...letter, ...typed }
  const action = `/admin/broadcasts/${id}`
  const errorOf = (field: WrongField['field']) => (wrong?.field === field ? wrong.sentence : undefined)
  return (
    <AdminPage
      site={site}
      operator={operator}
      title={letter.subject || 'A new letter'}
      current="letters"
      shape="wide"
      scripts={wrong ? [] : ['compose']}
      styles={['compose']}
      action={<Steps action={action} />}
    >
      <p class="hint saved" data-saved="saved">
        Saved <When at={letter.updatedAt} {...at} />
      </p>
      <form
        class="draft"
        method="post"
        action={action}
        autocomplete="off"
        novalidate
        data-doc={JSON.stringify(letter.doc)}
        data-version={String(letter.version)}
        data-letter={`${operator.id}-${id}`}
        data-saved-at={String(letter.updatedAt)}
      >
        <input type="hidden" name="version" value={String(version)} />
        <div class="envelope">
          <div>
            <LineField
              name="subject"
              label="Subject"
              hint="What it is about. Phones show about 40 characters."
              value={subject}
              error={errorOf('subject')}
            />
            <LineField
              name="preheader"
              label="Line below the subject"
              hint="Shown in the inbox after the subject. 40 to 90 characters are good."
              value={preheader}
              error={errorOf('preheader')}
            />
          </div>
          <InboxDrawing sender={site.senderName} subject={subject} preheader={preheader} />
        </div>
        <div data-plain id="words">
          <TextArea
            name="markdown"
            label="Words"
            hint={<PlainHelp />}
            value={`\n${markdown}`}
            error={errorOf('markdown')}
            rows={24}
            autocomplete="off"
          />
        </div>
        <p class="buttons">
          <button type="submit" class="primary">
            Save
          </button>
        </p>
      </form>
      <div class="aside">
        <Action action={`${action}/duplicate`}>Duplicate</Action>
        <Action action={`${action}/delete`} look="danger">
          Delete this draft
        </Action>
      </div>
    </AdminPage>
  )
}

// What comes after the writing.
const Steps = ({ action }: { action: string }) => (
  <p class="steps">
    <ButtonLink look="quiet" href={`${action}/preview`}>
      Preview
    </ButtonLink>
    <ButtonLink href={`${action}/check`}>Check and send</ButtonLink>
  </p>
)
