import type { Checked } from '../../../features/broadcasts/check/check'
import type { Finding } from '../../../features/broadcasts/check/finding'
import type { Broadcast } from '../../../features/broadcasts/find'
import { sayNumber } from '../../../platform/say-number'
import type { Site } from '../../ui/site'
import { ButtonLink } from '../ui/button'
import { Notice } from '../ui/notice'
import { AdminPage } from '../ui/page'
import { placeHref } from './place-href'

type CheckPageProps = { site: Site; operator: { email: string }; letter: Broadcast; checked: Checked }

/** One look at a letter before it leaves: what keeps it here, and what is only advice. */
export const CheckPage = ({ site, operator, letter, checked }: CheckPageProps) => {
  const { blocking, warnings, words, minutes } = checked
  const draft = `/admin/broadcasts/${letter.id}`
  return (
    <AdminPage site={site} operator={operator} title="Before it leaves" current="letters">
      <p class="lead">{letter.subject || 'A letter without a subject'}</p>
      <Notice tone={blocking.length > 0 ? 'wrong' : 'good'}>
        <p>{sayResult(blocking.length, warnings.length)}</p>
      </Notice>
      <Findings title="To be mended first" findings={blocking} id={letter.id} />
      <Findings title="Worth a look" findings={warnings} id={letter.id} />
      <p class="hint">
        {words} words, {minutes === 1 ? 'about a minute' : `about ${minutes} minutes`} to read. Words that claim more
        than is known are looked up in <a href="/admin/claim-words">your list</a>.
      </p>
      <p class="buttons">
        {blocking.length > 0 ? (
          <ButtonLink href={draft}>Back to the letter</ButtonLink>
        ) : (
          <ButtonLink href={`${draft}/audience`}>Choose who gets it</ButtonLink>
        )}
        <ButtonLink look="quiet" href={`${draft}/preview`}>
          Preview
        </ButtonLink>
        {blocking.length === 0 && (
          <ButtonLink look="quiet" href={draft}>
            Back to the letter
          </ButtonLink>
        )}
      </p>
    </AdminPage>
  )
}

function sayResult(blocking: number, warnings: number): string {
  if (blocking > 0)
    return `${capital(sayNumber(blocking))} ${blocking === 1 ? 'thing keeps' : 'things keep'} this letter here.`
  if (warnings === 0) return 'Everything is in its place. The letter can leave.'
  return `The letter can leave. ${capital(sayNumber(warnings))} ${warnings === 1 ? 'thing is' : 'things are'} worth a look.`
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

type FindingsProps = { title: string; findings: readonly Finding[]; id: number }

const Findings = ({ title, findings, id }: FindingsProps) =>
  findings.length > 0 && (
    <section>
      <h2>{title}</h2>
      <ul class="findings">
        {findings.map(({ message, place }) => (
          <li>
            <p>{message}</p>
            <PlaceLink id={id} place={place} />
          </li>
        ))}
      </ul>
    </section>
  )

const PlaceLink = ({ id, place }: { id: number; place: Finding['place'] }) => {
  const href = placeHref(id, place)
  return href && <a href={href}>{SAY_PLACE[place.part]}</a>
}

const SAY_PLACE: Record<Finding['place']['part'], string> = {
  subject: 'Go to the subject',
  preheader: 'Go to the line below the subject',
  words: 'Go to the words',
  block: 'Go to this place in the letter',
  settings: '',
}
