import { UNSAVED_DAYS } from '../../operators/forget-old'
import type { Unsaved } from '../../operators/unsaved'
import type { Site } from '../ui/site'
import { Action } from './ui/button'
import { AdminPage } from './ui/page'
import { When } from './ui/when'

type UnsavedFormsProps = {
  site: Site
  operator: { email: string }
  forms: readonly Unsaved[]
  now: number
  timeZone: string
}

/** What was typed and not saved, to be copied: nothing of it is sent by itself. */
export const UnsavedForms = ({ site, operator, forms, now, timeZone }: UnsavedFormsProps) => (
  <AdminPage site={site} operator={operator} title="What was not saved">
    {forms.length === 0 ? (
      <p>There is nothing here: everything you sent was saved.</p>
    ) : (
      <>
        <p>
          You were signed out when you sent this, so nothing was changed and nothing was sent. Here are your words.
          Please copy what you need, and open the page again to put it in. They are kept for {UNSAVED_DAYS} days.
        </p>
        {forms.map((form, i) => (
          <Form form={form} place={i} now={now} timeZone={timeZone} />
        ))}
        <div class="buttons">
          <Action action="/admin/unsaved">I have what I need, forget them</Action>
        </div>
      </>
    )}
  </AdminPage>
)

type FormProps = { form: Unsaved; place: number; now: number; timeZone: string }

const Form = ({ form: { at, path, fields }, place, now, timeZone }: FormProps) => (
  <section>
    <h2>
      Sent <When at={at} now={now} timeZone={timeZone} />
    </h2>
    <p>
      <a href={path}>Open the page again</a>
    </p>
    {fields
      .filter(([, value]) => value.trim() !== '')
      .map(([name, value], i) => (
        <div class="field">
          <label for={`form-${place}-${i}`}>{name}</label>
          <textarea id={`form-${place}-${i}`} rows={value.length > 200 ? 10 : 2} readonly>
            {value}
          </textarea>
        </div>
      ))}
  </section>
)
