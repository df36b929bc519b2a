import type { Site } from '../../ui/site'
import { ButtonLink } from '../ui/button'
import { AdminPage } from '../ui/page'

/** Where a new letter begins. */
export const NewLetter = ({ site, operator }: { site: Site; operator: { email: string } }) => (
  <AdminPage site={site} operator={operator} title="New letter" current="letters">
    <ul class="starts">
      <li>
        <h2>An empty page</h2>
        <p>Only you and the words.</p>
        <form method="post" action="/admin/broadcasts">
          <button type="submit" class="primary">
            Begin
          </button>
        </form>
      </li>
      <li>
        <h2>An earlier letter</h2>
        <p>Choose “Duplicate” beside one in the list. Its words are copied, and the earlier letter stays as it is.</p>
        <ButtonLink look="quiet" href="/admin/broadcasts">
          To the list
        </ButtonLink>
      </li>
    </ul>
  </AdminPage>
)
