import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * The pictures of letters. The bytes are in the bucket, under the same key, which is made of their SHA-256: the same
 * picture twice is one row. Moments are ms.
 */
export const pictures = sqliteTable(
  'pictures',
  {
    key: text().primaryKey(),
    width: integer().notNull(),
    height: integer().notNull(),
    bytes: integer().notNull(),
    /** The words that stood for it last. */
    alt: text().notNull().default(''),
    /** The operator who uploaded it first. */
    uploadedBy: integer().notNull(),
    createdAt: integer().notNull(),
    /** When it was uploaded or a letter with it was saved, whichever was later. */
    lastUsedAt: integer().notNull(),
    /** Since when the bucket has it. The row is written first, so that no object is without one. */
    storedAt: integer(),
    /** Since when it is being deleted: first this, then the object, then the row. */
    deletingAt: integer(),
  },
  (t) => [index('pictures_by_use').on(t.lastUsedAt)],
)
