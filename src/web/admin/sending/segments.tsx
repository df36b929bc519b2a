import type { Site } from '../../ui/site'
import { Action, Button } from '../ui/button'
import { Done } from '../ui/done'
import { Empty } from '../ui/empty'
import { PostForm } from '../ui/field'
import { Notice } from '../ui/notice'
import { AdminPage } from '../ui/page'

type SegmentsProps = {
  site: Site
  operator: { email: string }
  segments: readonly { id: number; name: string }[]
  done: string | undefined
  /** What could not be saved; without an id it was a new group. */
  wrong: { id?: number; sentence: string } | undefined
}

/** The saved groups of readers: their names, and away with them. */
export const Segments = ({ site, operator, segments, done, wrong }: SegmentsProps) => (
  <AdminPage site={site} operator={operator} title="Groups of readers" current="letters">
    <Done code={done} says={{ renamed: 'The group has its new name.', deleted: 'The group is deleted.' }} />
    {wrong && wrong.id === undefined && <Notice tone="wrong">{wrong.sentence}</Notice>}
    {segments.length === 0 ? (
      <Empty title="No groups yet">
        <p>When you choose to whom a letter goes, you can save that choice under a name and take it again.</p>
      </Empty>
    ) : (
      <ul class="groups">
        {segments.map(({ id, name }) => (
          <li>
            <PostForm action={`/admin/segments/${id}/rename`} label={`Rename ${name}`}>
              <div class="field">
                <label for={`name-${id}`}>Name</label>
                <input
                  id={`name-${id}`}
                  name="name"
                  type="text"
                  value={name}
                  aria-invalid={wrong?.id === id ? 'true' : undefined}
                  aria-describedby={wrong?.id === id ? `name-${id}-wrong` : undefined}
                />
                {wrong?.id === id && (
                  <p class="wrong" id={`name-${id}-wrong`}>
                    {wrong.sentence}
                  </p>
                )}
              </div>
              <Button look="quiet">Rename</Button>
            </PostForm>
            <Action action={`/admin/segments/${id}/delete`} look="danger" of={name}>
              Delete
            </Action>
          </li>
        ))}
      </ul>
    )}
    <p class="hint">Deleting a group changes no letter: what was sent to it was sent.</p>
  </AdminPage>
)
