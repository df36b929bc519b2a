import { sevenMornings } from './seven-mornings/course'

/**
 * Every course there is; the first is the one the landing page enrols in. A course is a folder with a course.ts, its
 * lessons and its drawings, and one name in this line.
 */
export const courses = [sevenMornings]
