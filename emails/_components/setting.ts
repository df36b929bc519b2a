import { createContext, useContext } from 'react'
import { type Gap, gapNames } from '../contract'

/** The three media of the same content. */
export type Medium = 'mail' | 'web' | 'text'

/** The drawing of the lesson at hand; svg is only there for the web. */
export type Drawing = { src: string; alt: string; width: number; height: number; svg?: string }

/** What a block may ask about its medium and its lesson. */
export type Setting = {
  medium: Medium
  booked: boolean
  drawing?: Drawing
  values: Record<Gap, string>
}

/** Every gap as it is compiled: its own name between percent signs. */
export const openGaps = Object.fromEntries(gapNames.map((name) => [name, `%%${name}%%`])) as Record<Gap, string>

export const Setting = createContext<Setting>({ medium: 'mail', booked: false, values: openGaps })

export const useSetting = () => useContext(Setting)

/** The value of a gap: itself while compiling, a sample in the preview. */
export const useGap = (name: Gap) => useSetting().values[name]
