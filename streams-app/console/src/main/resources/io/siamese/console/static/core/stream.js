// Listens to events that the server sends, and goes on after an interruption.

/**
 * Opens a stream of server-sent events.
 *
 * @param path where
 * @param handlers by the event's name, each given the event's JSON; `open` and `lost` are told about the connection
 * @return closes the stream
 */
export function openStream(path, handlers) {
  const source = new EventSource(path);
  source.addEventListener('open', () => handlers.open?.());
  source.addEventListener('error', () => handlers.lost?.());
  Object.entries(handlers)
    .filter(([name]) => name !== 'open' && name !== 'lost')
    .forEach(([name, handle]) => source.addEventListener(name, (event) => handle(JSON.parse(event.data))));
  return () => source.close();
}
