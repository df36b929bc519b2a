import type { Audience } from '../../../features/broadcasts/audience'
import type { AudienceCount } from '../../../features/broadcasts/count-audience'
import type { Site } from '../../ui/site'
import { Button, ButtonLink } from '../ui/button'
import { Choice, PostForm, TextField } from '../ui/field'
import { Notice } from '../ui/notice'
import { AdminPage } from '../ui/page'
import { sayCount } from '../ui/say-count'
import { AudienceForm } from './audience-form'
import { sayReaders } from './say-readers'

export type AudienceWrong = { field: 'joinedFrom' | 'joinedBefore' | 'course'; sentence: string }

/** What there is to choose from. */
export type Offered = {
  segments: readonly { id: number; name: string }[]
  tags: readonly string[]
  sources: readonly string[]
}

type AudiencePageProps = {
  site: Site
  operator: { email: string }
  letter: { id: number; subject: string }
  audience: Audience
  count: AudienceCount
  some: readonly { id: number; firstName: string; email: string }[]
  offered: Offered
  timeZone: string
  wrong: AudienceWrong | undefined
}

/** To whom a letter goes, and how many that are at this moment. */
export const AudiencePage = ({ site, operator, letter, offered, ...given }: AudiencePageProps) => {
  const { audience, count, some, timeZone, wrong } = given
  const path = `/admin/broadcasts/${letter.id}`
  return (
    <AdminPage
      site={site}
      operator={operator}
      title="To whom"
      current="letters"
      action={count.readers > 0 && <ButtonLink href={`${path}/send`}>Choose when</ButtonLink>}
    >
      <p>
        <a href={path}>{letter.subject || 'A letter without a subject'}</a>
      </p>
      {audience.earlier && (
        <Notice>
          <p>
            {audience.earlier.who === 'not_had'
              ? 'This goes only to those who did not get '
              : 'This goes only to those who got and did not click in '}
            <a href={`/admin/broadcasts/${audience.earlier.broadcast}`}>the earlier letter</a>, among the readers below.
          </p>
        </Notice>
      )}
      <Counted count={count} some={some} />
      {offered.segments.length > 0 && <Saved path={path} segments={offered.segments} />}
      <AudienceForm {...{ path, audience, offered, timeZone, wrong }} />
      <PostForm action="/admin/segments" hiddenFields={{ letter: String(letter.id) }} label="Save these readers">
        <h2>Save for the next letter</h2>
        <TextField
          name="name"
          label="Name of this group"
          value=""
          hint="Such as “Workshop guests”. It is counted anew each time."
        />
        <Button look="quiet">Save the group</Button>
      </PostForm>
    </AdminPage>
  )
}

const Counted = ({ count, some }: Pick<AudiencePageProps, 'count' | 'some'>) => (
  <section aria-labelledby="count">
    <h2 id="count">It would go to {sayReaders(count.readers)} now</h2>
    <p class="hint">It is counted once more at the moment of sending.</p>
    {some.length > 0 && (
      <details>
        <summary>{some.length < 10 ? 'Who they are' : 'Ten of them'}</summary>
        <ul>
          {some.map(({ firstName, email }) => (
            <li>{firstName ? `${firstName}, ${email}` : email}</li>
          ))}
        </ul>
      </details>
    )}
    <LeftOut count={count} />
  </section>
)

const REASONS = [
  ['unsubscribed', 'Unsubscribed'],
  ['unreachable', 'Mail does not reach them, or they complained'],
  ['paused', 'Asked for a pause'],
  ['course', 'Not at this point of the course'],
  ['earlier', 'Had the earlier letter, or clicked in it'],
  ['notPicked', 'Not among those chosen below'],
] as const

const LeftOut = ({ count }: { count: AudienceCount }) => {
  const reasons = REASONS.filter(([reason]) => count[reason] > 0)
  if (reasons.length === 0) return <p>Nobody is left out.</p>
  return (
    <>
      <h3>Left out</h3>
      <dl class="facts">
        {reasons.map(([reason, words]) => (
          <>
            <dt>{words}</dt>
            <dd>{sayCount(count[reason])}</dd>
          </>
        ))}
      </dl>
    </>
  )
}

const Saved = ({ path, segments }: { path: string; segments: Offered['segments'] }) => (
  <PostForm action={`${path}/audience/segment`} label="Saved groups">
    <Choice name="segment" label="Take a saved group">
      {segments.map(({ id, name }) => (
        <option value={String(id)}>{name}</option>
      ))}
    </Choice>
    <p class="buttons">
      <Button look="quiet">Take this group</Button>
      <a href="/admin/segments">Rename or delete groups</a>
    </p>
  </PostForm>
)
