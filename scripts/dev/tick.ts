/** Calls the Worker's schedule once a minute, as Cloudflare does; the returned function stops it. */
export function tickEveryMinute(port: number) {
  const tick = () => fetch(`http://127.0.0.1:${port}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*`).catch(() => {})
  const timer = setInterval(tick, 60_000)
  void tick()
  return () => clearInterval(timer)
}
