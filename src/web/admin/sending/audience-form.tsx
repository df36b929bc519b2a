import type { Audience } from '../../../features/broadcasts/audience'
import { localDateOf } from '../../../platform/local-time'
import { describedBy, Labelled } from '../../ui/form'
import { Button } from '../ui/button'
import { Choice, PostForm } from '../ui/field'
import type { AudienceWrong, Offered } from './audience-page'

const COURSE = [
  ['not_in_course', 'Everyone but those in the middle of the course'],
  ['any', 'Everyone'],
  ['in_course', 'Those in the middle of the course'],
  ['finished', 'Those who finished the course'],
] as const

const BOOKED = [
  ['any', 'Booked or not'],
  ['yes', 'Those who have booked'],
  ['no', 'Those who have not booked'],
] as const

type AudienceFormProps = {
  path: string
  audience: Audience
  offered: Offered
  timeZone: string
  wrong: AudienceWrong | undefined
}

/** The choice of readers. */
export const AudienceForm = ({ path, audience, offered, timeZone, wrong }: AudienceFormProps) => {
  const { course, booked, tags, sources, joinedFrom, joinedBefore, active } = audience
  const errorOf = (field: AudienceWrong['field']) => (wrong?.field === field ? wrong.sentence : undefined)
  const day = (at: number | null) => (at === null ? '' : localDateOf(at, timeZone))
  return (
    <PostForm action={`${path}/audience`} label="Choose the readers">
      <h2>Choose the readers</h2>
      <Choice name="course" label="The course" error={errorOf('course')}>
        <Options of={COURSE} chosen={course} />
      </Choice>
      <Choice name="booked" label="A session">
        <Options of={BOOKED} chosen={booked} />
      </Choice>
      <Ticks name="tag" legend="With one of these tags" all={[...new Set([...offered.tags, ...tags])]} chosen={tags} />
      <Ticks
        name="source"
        legend="Who came by one of these ways"
        all={[...new Set([...offered.sources, ...sources])]}
        chosen={sources}
      />
      <Day name="joinedFrom" label="Joined on or after" value={day(joinedFrom)} error={errorOf('joinedFrom')} />
      <Day name="joinedBefore" label="Joined before" value={day(joinedBefore)} error={errorOf('joinedBefore')} />
      <div class="field">
        <label class="tick">
          <input type="checkbox" name="active" value="on" checked={active} />
          <span>Only those who did something in the last 90 days: joined, clicked, booked, changed their settings</span>
        </label>
      </div>
      <Button look="quiet">Count these readers</Button>
    </PostForm>
  )
}

const Options = ({ of, chosen }: { of: readonly (readonly [string, string])[]; chosen: string }) => (
  <>
    {of.map(([value, words]) => (
      <option value={value} selected={value === chosen}>
        {words}
      </option>
    ))}
  </>
)

type TicksProps = { name: string; legend: string; all: readonly string[]; chosen: readonly string[] }

const Ticks = ({ name, legend, all, chosen }: TicksProps) =>
  all.length === 0 ? null : (
    <fieldset class="field">
      <legend>{legend}</legend>
      {all.map((one) => (
        <label class="tick">
          <input type="checkbox" name={name} value={one} checked={chosen.includes(one)} />
          <span>{one}</span>
        </label>
      ))}
    </fieldset>
  )

type DayProps = { name: string; label: string; value: string; error: string | undefined }

const Day = ({ value, ...field }: DayProps) => (
  <Labelled {...field} optional>
    <input
      id={field.name}
      name={field.name}
      type="date"
      value={value}
      aria-invalid={field.error ? 'true' : undefined}
      aria-describedby={describedBy(field)}
    />
  </Labelled>
)
