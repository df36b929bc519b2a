import type { Place } from '../../../features/broadcasts/check/finding'

/** Where a finding of a letter is mended; null where that is not on a page of hers. */
export function placeHref(id: number, place: Place): string | null {
  const draft = `/admin/broadcasts/${id}`
  if (place.part === 'settings') return null
  return place.part === 'block' ? `${draft}?block=${place.block + 1}#words` : `${draft}#${place.part}`
}
