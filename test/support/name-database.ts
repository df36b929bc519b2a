import { inject } from 'vitest'

/**
 * Setup of every journey: `http://localhost:<port>/<namespace>/…` reaches that database of the test run's libSQL server.
 * sqld itself picks a namespace by host name or header, and an unchanged Worker can turn neither.
 */
const sqldUrl = inject('sqldUrl')
const direct = globalThis.fetch

if (!Reflect.get(globalThis, 'namesDatabases')) {
  Reflect.set(globalThis, 'namesDatabases', true)
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    if (!url.startsWith(`${sqldUrl}/`)) return direct(input, init)
    const [, namespace = '', path = ''] = /^\/([\w-]+)(\/.*)$/.exec(url.slice(sqldUrl.length)) ?? []
    const request = new Request(sqldUrl + path, input instanceof Request ? input : init)
    request.headers.set('x-namespace-bin', btoa(namespace).replace(/=+$/, ''))
    return direct(request, init)
  }
}
