import { sayHour } from './moment'

/** The twenty-four hours as options, said the way a person says them. */
export const HourOptions = ({ chosen }: { chosen: number }) => (
  <>
    {Array.from({ length: 24 }, (_, hour) => (
      <option value={hour} selected={hour === chosen}>
        {sayHour(hour)}
      </option>
    ))}
  </>
)
