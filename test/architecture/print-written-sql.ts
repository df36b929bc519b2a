/** Prints every piece of SQL that the source writes, as JSON; a schema is said by its migrations. */
import { parseFiles } from './parse.ts'
import { writtenSql } from './statements.ts'

const sources = parseFiles('src/**/*.{ts,tsx}', /\/_build\/|\/browser\/|\.test\.tsx?$|\/schema\.ts$/)
console.log(JSON.stringify(sources.flatMap(writtenSql)))
