import { sql } from 'drizzle-orm'

/** The values of an enum of ours as a check of the schema lists them. */
export const oneOf = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(', '))
