/**
 * Makes a value once for each object and keeps it as long as that object lives. What is kept is shared by all requests of
 * an isolate, so it must belong to none of them: no promise, stream or connection (decision 27).
 */
export function memoise<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const kept = new WeakMap<Key, { value: Value }>()
  return (key) => {
    const known = kept.get(key)
    if (known) return known.value
    const value = make(key)
    kept.set(key, { value })
    return value
  }
}
