import { expect, test } from 'vitest'
import type { Subscriber } from '../src/subscribers/find'
import { readWishes } from '../src/web/reader/read-wishes'

const reader = { firstName: 'Dr.Anna', sendHour: 7, timeZone: 'Europe/Vienna', weekdaysOnly: false } as Subscriber

test('a name from before the rule was stricter stands in the way of no other wish', () => {
  expect(readWishes({ hour: '8' }, reader, false)).toEqual({
    values: { firstName: 'Dr.Anna', hour: 8, timeZone: 'Europe/Vienna', weekdaysOnly: false },
  })
  expect(readWishes({ firstName: 'Dr.Anna', hour: '8' }, reader, true).errors).toBeUndefined()
  expect(readWishes({ firstName: 'evil.com', hour: '8' }, reader, true).errors).toHaveProperty('firstName')
})
