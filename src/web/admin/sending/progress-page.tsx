import type { Broadcast } from '../../../features/broadcasts/find'
import type { Site } from '../../ui/site'
import { HELD, STATUS_WORDS } from '../broadcasts/say-status'
import { Action, ButtonLink } from '../ui/button'
import { Done } from '../ui/done'
import { Notice } from '../ui/notice'
import { AdminPage } from '../ui/page'
import { Status } from '../ui/status'
import { Progress, type ProgressProps } from './progress'
import type { TestFound } from './say-verdict'
import { TestPart } from './test-part'

type ProgressPageProps = {
  site: Site
  operator: { email: string }
  letter: Broadcast
  progress: ProgressProps
  test: TestFound | null
  done: string | undefined
}

/** A letter that is a draft no longer: how far it is, and what can be done with it. */
export const ProgressPage = ({ site, operator, letter, progress, test, done }: ProgressPageProps) => {
  const path = `/admin/broadcasts/${letter.id}`
  const { state, words } = progress.possible.isHeld ? HELD : STATUS_WORDS[letter.status]
  return (
    <AdminPage site={site} operator={operator} title={letter.subject} current="letters" scripts={['progress']}>
      <Done code={done} says={{ paused: 'Paused. What has not left waits.', resumed: 'It goes on.' }} />
      <p>
        <Status state={state}>{words}</Status>
      </p>
      <Progress {...progress} />
      {progress.possible.isHeld ? <Held path={path} /> : <Controls path={path} progress={progress} />}
      {test && <TestPart test={test} subject={letter.subject} at={progress.at} />}
      <div class="aside">
        <Action action={`${path}/duplicate`}>Duplicate</Action>
      </div>
    </AdminPage>
  )
}

const Controls = ({ path, progress }: { path: string; progress: ProgressProps }) => {
  const { status, possible } = progress
  const isUnderWay = ['scheduled', 'sending', 'paused'].includes(status)
  if (!isUnderWay) return null
  return (
    <div class="buttons">
      {possible.canBeTakenBack && (
        <Action action={`${path}/undo`} look="primary">
          Take it back
        </Action>
      )}
      {status === 'paused' ? (
        <Action action={`${path}/resume`} look={possible.canBeTakenBack ? 'quiet' : 'primary'}>
          Let it go on
        </Action>
      ) : (
        !possible.canBeTakenBack && <Action action={`${path}/pause`}>Pause</Action>
      )}
      {!possible.canBeTakenBack && (
        <ButtonLink look="danger" href={`${path}/stop`}>
          Stop for good
        </ButtonLink>
      )}
    </div>
  )
}

const Held = ({ path }: { path: string }) => (
  <Notice tone="wrong">
    <p>
      These letters could not leave within two days of their time, so they were kept: what was true then may not be true
      now. You can send them as they are, write the letter anew for those who did not get it, or drop it.
    </p>
    <div class="buttons">
      <Action action={`${path}/release`} look="primary">
        Send them now
      </Action>
      <Action action={`${path}/rewrite`}>Write it anew</Action>
      <ButtonLink look="danger" href={`${path}/stop`}>
        Drop it
      </ButtonLink>
    </div>
  </Notice>
)
