/** @jsxImportSource react */
import { Frame } from '../_components/frame'
import { reasons } from '../_components/reasons'
import type { Frame as CompiledFrame } from '../contract'
import { allOf, gapsIn, letterOf, slots } from './gaps'
import { renderMail, renderText } from './render'

const file = 'emails/_components/frame.tsx'

/** The frame that lessons and broadcasts share, its four slots unfilled. */
export const compileFrame = async (): Promise<CompiledFrame> => {
  const frame = (
    <Frame subject="%%subject%%" preheader="%%preheader%%" reason="%%reason%%">
      <Slot />
    </Frame>
  )
  const html = await renderMail(frame)
  const text = await renderText(frame)
  for (const slot of slots)
    if (!html.includes(`%%${slot}%%`)) throw new Error(`${file}: the html has no slot %%${slot}%%`)
  for (const slot of ['body', 'reason'])
    if (!text.includes(`%%${slot}%%`)) throw new Error(`${file}: the text has no slot %%${slot}%%`)
  for (const kind of ['lesson', 'broadcast'] as const)
    gapsIn('emails/_components/reasons.ts', [reasons[kind]], letterOf(kind))
  return { html, text, gaps: gapsIn(file, [html, text], allOf(['lesson', 'broadcast'], slots)) }
}

const Slot = () => <>%%body%%</>
