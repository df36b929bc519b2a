import { expect, test } from 'vitest'
import { readWishes } from '../src/reader/read-wishes'
import type { Subscriber } from '../src/subscribers/find'

const reader = { firstName: 'Dr.Anna', sendHour: 7, timeZone: 'Europe/Vienna', weekdaysOnly: false } as Subscriber

test('a name from before the rule was stricter stands in the way of no other wish', () => {
  expect(readWishes({ hour: '8' }, reader, false)).toEqual({
    values: { firstName: 'Dr.Anna', hour: 8, timeZone: 'Europe/Vienna', weekdaysOnly: false },
  })
  expect(readWishes({ firstName: 'Dr.Anna', hour: '8' }, reader, true).errors).toBeUndefined()
  expect(readWishes({ firstName: 'evil.com', hour: '8' }, reader, true).errors).toHaveProperty('firstName')
})
