import { sevenMornings } from './seven-mornings/course'

/**
 * Every course there is; the first is the one the landing page enrols in. A course is a folder with a course.ts, its
 * lessons and its drawings, and one name in this line. They may be put in another order at any time.
 */
export const courses = [sevenMornings]
