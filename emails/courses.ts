import { sevenMornings } from './seven-mornings/course'

/** Every course there is; the first is the one the landing page enrols in. */
export const courses = [sevenMornings]
