import type { BroadcastNumbers } from '../../../features/broadcasts/numbers'
import type { Site } from '../../ui/site'
import { ConfirmForm } from '../ui/confirm-form'
import { AdminPage } from '../ui/page'
import { sayCount } from '../ui/say-count'
import { sayReaders } from './say-readers'

type StopPageProps = {
  site: Site
  operator: { email: string }
  letter: { id: number; subject: string }
  numbers: BroadcastNumbers
}

/** The step before a letter is stopped: who has it, and who will not get it. */
export const StopPage = ({ site, operator, letter, numbers }: StopPageProps) => {
  const path = `/admin/broadcasts/${letter.id}`
  return (
    <AdminPage site={site} operator={operator} title={`Stop “${letter.subject}”?`} current="letters">
      <ConfirmForm action={`${path}/stop`} button="Stop for good" danger back={{ href: path, words: 'Let it be' }}>
        <p>
          {numbers.sent === 0
            ? 'Nobody has it yet.'
            : `${capital(sayReaders(numbers.sent))} ${numbers.sent === 1 ? 'has' : 'have'} it already; that cannot be undone.`}{' '}
          {numbers.waiting > 0 &&
            `${sayCount(numbers.waiting)} ${numbers.waiting === 1 ? 'letter that is written will' : 'letters that are written will'} not leave. `}
          It cannot be taken up again, but you can duplicate it.
        </p>
      </ConfirmForm>
    </AdminPage>
  )
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
