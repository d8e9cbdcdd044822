// Asks the console's server. Every failure is an ApiFailure whose message a person can read.

export class ApiFailure extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Told when the server no longer knows this browser. */
export const signedOut = new EventTarget();

const OWN_PAGE = { 'X-Siamese-Console': '1' };

export const getJson = (path) => request('GET', path).then((answer) => answer.json());

export const postJson = (path, value) => send('POST', path, value);

export const putJson = (path, value) => send('PUT', path, value);

export const remove = (path) => send('DELETE', path, undefined);

/** Sends the bytes of a file. */
export const postBytes = (path, bytes) =>
  request('POST', path, bytes, { 'Content-Type': 'application/octet-stream' }).then(json);

/** The bytes of a picture and the headers beside it. */
export async function getPicture(path) {
  const answer = await request('GET', path);
  return { blob: await answer.blob(), headers: answer.headers };
}

/** Opens a session with the token that the console printed. */
export const openSession = (token) => request('POST', '/api/session', token, { 'Content-Type': 'text/plain' });

/** Whether the server knows this browser. */
export const hasSession = () => request('GET', '/api/session').then(() => true, (failure) => {
  if (failure.status === 401) {
    return false;
  }
  throw failure;
});

function send(method, path, value) {
  const body = value === undefined ? undefined : JSON.stringify(value);
  return request(method, path, body, { 'Content-Type': 'application/json' }).then(json);
}

const json = async (answer) => (answer.status === 204 ? null : answer.json());

async function request(method, path, body, headers = {}) {
  let answer;
  try {
    answer = await fetch(path, { method, body, headers: { ...OWN_PAGE, ...headers }, credentials: 'same-origin' });
  } catch {
    throw new ApiFailure(0, 'The console does not answer. Is it still running?');
  }
  if (!answer.ok) {
    throw await failure(answer);
  }
  return answer;
}

async function failure(answer) {
  if (answer.status === 401) {
    signedOut.dispatchEvent(new Event('signed-out'));
  }
  const told = await answer.json().catch(() => ({}));
  return new ApiFailure(answer.status, told.error ?? `The console answered ${answer.status}.`);
}
