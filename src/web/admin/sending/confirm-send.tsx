import type { LetterDoc } from '../../../features/broadcasts/document/grammar'
import type { SubjectTest } from '../../../features/broadcasts/subject-test'
import { placeOf } from '../../ui/moment'
import type { Site } from '../../ui/site'
import { ConfirmForm } from '../ui/confirm-form'
import { Checkbox } from '../ui/field'
import { Notice } from '../ui/notice'
import { AdminPage } from '../ui/page'
import { sayCount } from '../ui/say-count'
import { sayMoment } from '../ui/say-moment'
import type { Chosen } from './read-departure'
import { sayReaders } from './say-readers'
import type { SendForm } from './send-page'

type ConfirmSendProps = {
  site: Site
  operator: { email: string }
  letter: {
    id: number
    subject: string
    preheader: string
    version: number
    doc: LetterDoc | null
    publishedAt: number | null
  }
  readers: number
  chosen: Chosen
  test: SubjectTest | null
  /** The letter as plain text. */
  words: string
  now: number
  /** The letter was changed after the page before was opened. */
  changed: boolean
  form: SendForm
}

/** The last step before a letter leaves: to how many, what, and when. */
export const ConfirmSend = ({
  site,
  operator,
  letter,
  readers,
  chosen,
  test,
  words,
  now,
  changed,
  form,
}: ConfirmSendProps) => {
  const path = `/admin/broadcasts/${letter.id}`
  const { when, timeZone } = chosen
  const { at, subjectB, share, decideHours } = form
  const fields = { when, at, timeZone, subjectB, share, decideHours, version: String(letter.version) }
  return (
    <AdminPage site={site} operator={operator} title={`Send to ${sayReaders(readers)}?`} current="letters">
      {changed && (
        <Notice tone="wrong">The letter was changed since you opened the page before. Please look once more.</Notice>
      )}
      <ConfirmForm
        action={`${path}/send`}
        fields={fields}
        button={when === 'now' ? `Send to ${sayReaders(readers)}` : 'Schedule it'}
        back={{ href: `${path}/send`, words: 'Not yet' }}
      >
        <dl class="facts">
          <dt>To</dt>
          <dd>{sayReaders(readers)}, counted once more when it leaves</dd>
          <dt>Subject</dt>
          <dd>{letter.subject}</dd>
          {test && (
            <>
              <dt>Second subject</dt>
              <dd>
                {test.subject}, tried on {test.share} of a hundred readers, half of them each, and decided after{' '}
                {test.decideAfterMs / 3_600_000} h
              </dd>
            </>
          )}
          <dt>First line</dt>
          <dd>{firstLine(words)}</dd>
          <dt>Leaves</dt>
          <dd>{sayLeaving(chosen, now)}</dd>
        </dl>
        {sayClock(chosen)}
        {letter.doc && (
          <Checkbox
            name="publish"
            label="Put it on the web too, for anyone to read once it has left"
            on={letter.publishedAt !== null}
          />
        )}
      </ConfirmForm>
    </AdminPage>
  )
}

const firstLine = (words: string) =>
  words
    .replaceAll('%%commaName%%', '')
    .split('\n')
    .find((line) => line.trim() !== '') ?? 'There are no words yet.'

function sayLeaving({ when, timeZone, first, last }: Chosen, now: number) {
  const say = (at: number) => sayMoment(at, timeZone, now)
  if (when === 'now') return 'in a minute, until when you can take it back'
  if (when === 'at') return `${say(first)}, ${placeOf(timeZone)} time. Until then you can take it back.`
  return first === last
    ? `${say(first)} by your clock, for all readers. Until then you can take it back.`
    : `at each reader’s own hour: the first ${say(first)} by your clock, the last ${say(last)}. Until the first you can take it back.`
}

function sayClock({ clock, late }: Chosen) {
  if (clock === 'skipped')
    return <p>The clocks go forward over that hour, so it leaves as soon as they have moved on.</p>
  if (clock === 'repeated')
    return <p>The clocks go back that night and this hour comes twice; it leaves the first time.</p>
  if (late === 0) return null
  return (
    <p>
      For {late === 1 ? 'one reader' : `${sayCount(late)} readers`} that hour has passed today. They get the letter at
      the same hour of the next day, so that it wakes nobody.
    </p>
  )
}
