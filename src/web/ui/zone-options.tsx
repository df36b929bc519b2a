import { placeOf } from './moment'

/** IANA zones as options under their regions; the chosen one is added if the list lacks it. */
export const ZoneOptions = ({ zones, chosen }: { zones: readonly string[]; chosen: string }) => {
  const all = [...new Set([...zones, chosen])].sort()
  const regions = Object.groupBy(all, (zone) => (zone.includes('/') ? zone.split('/', 1)[0]! : 'Other'))
  return (
    <>
      {Object.entries(regions).map(([region, members = []]) => (
        <optgroup label={regionWords[region] ?? region}>
          {members.map((zone) => (
            <option value={zone} selected={zone === chosen}>
              {placeOf(zone)}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  )
}

const regionWords: Record<string, string> = {
  America: 'The Americas',
  Australia: 'Australia',
  Etc: 'By offset',
  Atlantic: 'Atlantic islands',
  Indian: 'Indian Ocean',
  Pacific: 'Pacific islands and New Zealand',
}
