import type { ListedPasskey } from '../../operators/list-passkeys'
import { Button } from './ui/button'
import { Table } from './ui/table'
import { When } from './ui/when'

type PasskeysProps = { passkeys: readonly ListedPasskey[]; now: number; timeZone: string }

/** The passkeys of an operator. Adding one needs a script, so its button is shown by it. */
export const Passkeys = ({ passkeys, now, timeZone }: PasskeysProps) => (
  <section aria-labelledby="passkeys">
    <h2 id="passkeys">Passkeys</h2>
    <p>
      With a passkey you sign in by your fingerprint, your face or the code of your device, without waiting for a
      letter. It stays on your device; what is kept here is of no use to a thief.
    </p>
    {passkeys.length > 0 && (
      <Table
        caption="Passkeys"
        columns={[{ words: 'Name' }, { words: 'Last used' }, { words: 'Added' }, { words: 'Remove', kind: 'actions' }]}
        rows={passkeys.map(({ id, name, usedAt, createdAt }) => [
          <form class="inline" method="post" action={`/admin/account/passkeys/${id}/name`}>
            <input type="text" name="name" value={name} maxlength={60} aria-label={`Name of the passkey ${name}`} />
            <button type="submit" class="quiet">
              Rename<span class="unseen"> the passkey {name}</span>
            </button>
          </form>,
          usedAt === null ? 'not yet' : <When at={usedAt} now={now} timeZone={timeZone} />,
          <When at={createdAt} now={now} timeZone={timeZone} />,
          <a class="button quiet" href={`/admin/account/passkeys/${id}/remove`}>
            Remove<span class="unseen"> the passkey {name}</span>
          </a>,
        ])}
      />
    )}
    <p class="hint" data-passkey-missing>
      This browser cannot add one here: it needs scripts, and a browser that knows passkeys.
    </p>
    <div class="buttons" data-passkey-add hidden>
      <Button type="button">Add a passkey</Button>
      <p class="wrong" role="alert" />
    </div>
  </section>
)
