import type { Site } from '../../ui/site'
import { ButtonLink } from '../ui/button'
import { Empty } from '../ui/empty'
import { TextField } from '../ui/field'
import { Notice } from '../ui/notice'
import { AdminPage } from '../ui/page'

type Shown = { key: string; width: number; height: number; alt: string }

type PicturesProps = {
  site: Site
  operator: { email: string }
  pictures: readonly Shown[]
  /** From where the next page goes on; null on the last. */
  before: number | null
  /** The key of the picture that was uploaded just now. */
  kept?: string | undefined
  /** What was wrong with an upload. */
  error?: string
}

/** The pictures of all letters, and a way to add one without a script. */
export const Pictures = ({ site, operator, pictures, before, kept, error }: PicturesProps) => (
  <AdminPage site={site} operator={operator} title="Pictures" current="pictures" shape="wide">
    {pictures.some(({ key }) => key === kept) && (
      <Notice tone="good">The picture is here. It can go into any letter.</Notice>
    )}
    <form method="post" action="/admin/media" enctype="multipart/form-data" class="upload">
      <div class="field">
        <label for="picture">Add a picture</label>
        <p class="hint" id="picture-hint">
          A JPEG or PNG of at most 1.5 MB. Where and when it was taken is not kept with it.
        </p>
        <input
          id="picture"
          type="file"
          name="picture"
          accept="image/jpeg,image/png"
          aria-describedby={error ? 'picture-hint picture-wrong' : 'picture-hint'}
          aria-invalid={error ? 'true' : undefined}
        />
        {error && (
          <p class="wrong" id="picture-wrong">
            {error}
          </p>
        )}
      </div>
      <TextField
        name="alt"
        label="What does it show?"
        hint="One sentence, for readers who cannot see it."
        value=""
        autocomplete="off"
      />
      <button type="submit" class="primary">
        Upload
      </button>
    </form>
    {pictures.length === 0 ? (
      <Empty title="No pictures yet">
        <p>What you put into a letter is kept here, and can be used again.</p>
      </Empty>
    ) : (
      <ul class="pictures">
        {pictures.map((picture) => (
          <Picture {...picture} />
        ))}
      </ul>
    )}
    {before !== null && (
      <p class="pager">
        <ButtonLink look="quiet" href={`/admin/media?before=${before}`}>
          Older pictures
        </ButtonLink>
      </p>
    )}
  </AdminPage>
)

const Picture = ({ key, width, height, alt }: Shown) => (
  <li>
    <figure>
      <img src={`/media/${key}`} alt={alt} width={width} height={height} loading="lazy" />
      <figcaption>{alt || <span class="hint">Not yet said what it shows</span>}</figcaption>
    </figure>
    <details>
      <summary>For the plain form of a letter</summary>
      <label>
        <span class="hint">Copy this onto a line of its own</span>
        <input type="text" readonly value={`![${alt.replace(/[\\[\]]/g, '\\$&')}](/media/${key}#${width}x${height})`} />
      </label>
    </details>
  </li>
)
