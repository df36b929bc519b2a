/** @jsxImportSource react */
import { A, Label, Note } from './prose'
import { useGap, useSetting } from './setting'

/** In short: who should leave the practice for another day, and where the whole page is. */
export const Care = () => {
  const careUrl = useGap('careUrl')
  const words = (
    <>
      <Label>Before you begin</Label>
      <Note>
        Leave the practice for another time over open wounds or infected or inflamed skin, soon after surgery or a hair
        transplant (follow your surgeon), after a head or neck injury, or with fever. Ask a clinician first if you take
        blood thinners or have a bleeding disorder, if your blood pressure is high and not under control, during a flare
        of psoriasis or eczema, with a new lump or sudden patchy hair loss, and with a headache that is new or severe.
        Stop at pain or dizziness. None of this is medical advice.
      </Note>
      <Note>
        <A href={careUrl} quiet>
          Everything about care, on one page
        </A>
      </Note>
    </>
  )
  return useSetting().medium === 'web' ? <section className="care">{words}</section> : words
}
