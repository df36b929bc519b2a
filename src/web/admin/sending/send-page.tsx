import type { Finding } from '../../../features/broadcasts/check/finding'
import { DECIDE_HOURS, DEFAULT_DECIDE_HOURS, DEFAULT_SHARE, SHARES } from '../../../features/broadcasts/subject-test'
import { localMinuteOf } from '../../../platform/local-time'
import { timeZones } from '../../../platform/time-zone'
import type { Site } from '../../ui/site'
import { ZoneOptions } from '../../ui/zone-options'
import { Button } from '../ui/button'
import { Choice, PostForm, TextField } from '../ui/field'
import { Notice } from '../ui/notice'
import { AdminPage } from '../ui/page'
import type { WhenForm } from './read-departure'
import type { TestForm } from './read-subject-test'
import { sayReaders } from './say-readers'
import { At, Numbers, Radio } from './send-fields'

/** What was typed. */
export type SendForm = WhenForm & TestForm & { confirm?: string; version?: string; publish?: string }

export type SendWrong = {
  field: 'when' | 'at' | 'timeZone' | 'subjectB'
  sentence: string
  blocking?: readonly Finding[]
}

type SendPageProps = {
  site: Site
  operator: { email: string }
  letter: { id: number; subject: string; version: number }
  form: SendForm
  wrong: SendWrong | undefined
  readers: number
  zone: string
  now: number
}

/** When a letter leaves, and whether two subjects are tried. */
export const SendPage = ({ site, operator, letter, form, wrong, readers, zone, now }: SendPageProps) => {
  const path = `/admin/broadcasts/${letter.id}`
  const errorOf = (field: SendWrong['field']) => (wrong?.field === field ? wrong.sentence : undefined)
  const when = form.when ?? 'now'
  return (
    <AdminPage site={site} operator={operator} title="When" current="letters">
      <p>
        <a href={path}>{letter.subject || 'A letter without a subject'}</a> to{' '}
        <a href={`${path}/audience`}>{sayReaders(readers)}</a>
      </p>
      {wrong?.field === 'when' && (
        <Notice tone="wrong">
          <p>{wrong.sentence}</p>
          {wrong.blocking && (
            <ul>
              {wrong.blocking.map(({ message }) => (
                <li>{message}</li>
              ))}
            </ul>
          )}
          {wrong.blocking && (
            <p>
              <a href={`${path}/check`}>To the check</a>
            </p>
          )}
        </Notice>
      )}
      <PostForm action={`${path}/send`} hiddenFields={{ version: String(letter.version) }}>
        <fieldset class="field">
          <legend>It leaves</legend>
          <Radio value="now" chosen={when} words="Now. You have a minute to take it back." />
          <Radio value="at" chosen={when} words="At a time" />
          <Radio value="local" chosen={when} words="At a time by each reader’s own clock" />
        </fieldset>
        <At value={form.at ?? localMinuteOf(tomorrowAtNine(now, zone), zone)} error={errorOf('at')} />
        <Choice
          name="timeZone"
          label="Whose clock"
          hint="For a time of yours; readers have their own."
          error={errorOf('timeZone')}
        >
          <ZoneOptions zones={timeZones()} chosen={form.timeZone || zone} />
        </Choice>
        <details open={Boolean(form.subjectB)}>
          <summary>Try two subjects</summary>
          <p>
            A part of your readers gets the letter first, half of them with each subject. Then all others get the
            subject in which more people clicked, or the first where the difference could be chance.
          </p>
          <TextField
            name="subjectB"
            label="Second subject"
            value={form.subjectB}
            hint="Leave this empty to send one subject."
            error={errorOf('subjectB')}
          />
          <Choice name="share" label="On how many">
            <Numbers
              of={SHARES}
              chosen={form.share}
              instead={DEFAULT_SHARE}
              say={(one) => `${one} of a hundred readers`}
            />
          </Choice>
          <Choice name="decideHours" label="Decided after">
            <Numbers of={DECIDE_HOURS} chosen={form.decideHours} instead={DEFAULT_DECIDE_HOURS} say={sayHours} />
          </Choice>
        </details>
        <Button>Go on</Button>
        <p class="hint">Nothing leaves yet: on the next page you see everything once more.</p>
      </PostForm>
    </AdminPage>
  )
}

const sayHours = (hours: number) => (hours === 1 ? 'one hour' : `${hours} hours`)

const DAY_MS = 86_400_000

function tomorrowAtNine(now: number, zone: string): number {
  const minute = localMinuteOf(now + DAY_MS, zone)
  const [hours = 0, minutes = 0] = minute.slice(11).split(':').map(Number)
  return now + DAY_MS + ((9 - hours) * 60 - minutes) * 60_000
}
