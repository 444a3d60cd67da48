import asyncio
import json
import signal
import threading
import time
import warnings
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.actors import default_registry
from netlib.errors import ExtractorError, NetlibWarning, OutputError, ParameterError
from netlib.extraction.llm import LLMExtractor
from netlib.extraction.llm.checks import Rejection, check, find_words, read
from netlib.schema import INTERACTIONS

TEXT = "The war goes on. On Friday, Russia sent aid to Syria, Tass said. France condemned Iran."
CLAIM = {
    "evidence": "On Friday, Russia sent aid to Syria, Tass said.",
    "source": "Russia",
    "predicate": "sent aid",
    "target": "Syria",
    "event": "AID",
    "mode": None,
    "reciprocal": False,
    "certainty": "reported",
    "attributed_to": "Tass",
    "when": "On Friday",
}


def answer(*claims, content=None, ending="stop", **message):
    content = json.dumps({"interactions": list(claims)}) if content is None else content
    choice = {"message": {"role": "assistant", "content": content, **message}, "finish_reason": ending}
    return json.dumps({"choices": [choice], "usage": {"prompt_tokens": 10, "completion_tokens": 5}})


class Server:
    """A real HTTP server on loopback that answers as it is told, one behaviour a request, the last one for ever."""

    def __init__(self, *behaviours):
        self.behaviours = list(behaviours)
        self.requests = []
        self.open = self.most_open = 0
        lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with lock:
                    number = len(outer.requests)
                    outer.requests.append((self.path, dict(self.headers), body, time.monotonic()))
                    outer.open += 1
                    outer.most_open = max(outer.open, outer.most_open)
                behaviour = outer.behaviours[min(number, len(outer.behaviours) - 1)]
                try:
                    if callable(behaviour):
                        behaviour(self, body)
                    else:
                        reply(self, *behaviour) if isinstance(behaviour, tuple) else reply(self, 200, behaviour)
                except OSError:
                    self.close_connection = True  # the client has had enough
                with lock:
                    outer.open -= 1

            def log_message(self, *arguments):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.http.block_on_close = False
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.http.shutdown()
        self.http.server_close()


def reply(handler, status, body="", **headers):
    data = body.encode() if isinstance(body, str) else body
    handler.send_response(status)
    for name, value in {"Content_Length": str(len(data)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(data)


def documents(*texts):
    texts = texts or (TEXT,)
    return pd.DataFrame(
        {"doc_id": [f"d{i}" for i in range(len(texts))], "text": texts, "published": pd.Timestamp("2025-11-17")}
    )


def extractor(server, **options):
    options = {"timeout": 2.0, "backoff": 0.01, "max_wait": 1.0, "retries": 2, "progress": False, **options}
    return LLMExtractor(server.url, "m", **options)


def extract(*behaviours, texts=(), **options):
    with Server(*behaviours) as server:
        return extractor(server, **options)(documents(*texts)), server


def test_a_row_that_stands_the_check_is_read_from_the_text():
    table, server = extract(answer(CLAIM))
    row = table.loc[0]
    assert list(table.columns) == [column.name for column in INTERACTIONS]
    assert TEXT[row["start"] : row["end"]] == row["evidence"] == CLAIM["evidence"]
    assert (row["source"], row["source_name"], row["target"], row["event"]) == ("RUS", "Russia", "SYR", "AID")
    assert (row["date"], row["date_precision"]) == (pd.Timestamp("2025-11-14"), "day")
    assert (row["certainty"], row["attributed_to"], row["sentence"]) == ("reported", "Tass", 1)
    assert row["marks"] == "source=11:17 predicate=18:26 target=30:35"
    assert row["extractor"] == "llm m"
    report = table.attrs["llm"]
    assert (report["requests"], report["rows"], report["rejected"], report["failed"]) == (1, 1, {}, {})
    assert report["tokens"] == {"prompt_tokens": 10, "completion_tokens": 5}
    path, _, body, _ = server.requests[0]
    assert path == "/v1/chat/completions"
    assert body["response_format"]["json_schema"]["strict"] is True
    assert TEXT in body["messages"][1]["content"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"evidence": "Russia sent weapons to Syria."}, "evidence is not in the text"),
        ({"evidence": "Russia sent ... Syria"}, "evidence is not in the text"),
        ({"source": "Vladimir Putin"}, "source is not in the evidence"),
        ({"target": "aid"}, "target is no known actor"),
        ({"target": "Russia"}, "source and target are the same actor"),
        ({"event": "HELP"}, "event is not a PLOVER type"),
        ({"certainty": "sure"}, "certainty is not allowed"),
        ({"source": None}, "a value is missing or not text"),
        ({"event": ["AID"]}, "a value is missing or not text"),
    ],
)
def test_a_row_that_does_not_stand_is_rejected_and_counted(change, reason):
    with pytest.warns(NetlibWarning, match="1 of 2 rows of m were rejected"):
        table, _ = extract(answer(CLAIM, {**CLAIM, **change}))
    assert len(table) == 1
    assert table.attrs["llm"]["rejected"] == {reason: 1}
    assert table.attrs["llm"]["rejected_rows"][0]["doc_id"] == "d0"


def test_what_is_no_row_at_all_and_what_is_said_twice_is_rejected():
    with pytest.warns(NetlibWarning, match="not an object: 2"):
        table, _ = extract(answer(CLAIM, "Russia aids Syria", None, CLAIM))
    assert table.attrs["llm"]["rejected"] == {"not an object": 2, "said twice": 1}


def test_details_that_do_not_hold_are_left_out_and_counted():
    details = {"attributed_to": "Reuters", "when": "on Monday", "mode": "phone", "reciprocal": "yes"}
    table, _ = extract(answer({**CLAIM, **details}))
    row = table.loc[0]
    assert row[["attributed_to", "mode", "date"]].isna().all()
    assert row["reciprocal"] == False  # noqa: E712
    assert sum(table.attrs["llm"]["left_out"].values()) == 4


def test_words_are_found_whatever_their_quotation_marks_and_blanks():
    text = "He said:\n“Iran’s  army — strong”."
    assert find_words('"Iran\'s army - strong"', text, 0, len(text)) == (9, len(text) - 1)
    assert find_words("Iraq", text, 0, len(text)) is None
    assert find_words("Iran", text, 0, 8) is None


def test_evidence_becomes_the_whole_sentence():
    reading = read(TEXT, registry=default_registry())
    row, _ = check({**CLAIM, "evidence": "Russia sent aid to Syria"}, reading, 0, len(TEXT))
    assert row["evidence"] == CLAIM["evidence"]
    long = "Russia met Syria. " * 4
    claim = {**CLAIM, "evidence": long.strip(), "event": "CONSULT"}
    result = check(claim, read(long, registry=default_registry()), 0, len(long))
    assert result == Rejection("evidence is longer than 3 sentences")


def drip_body(handler, body):
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    drip(handler, b" ")


def drip_head(handler, body):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    drip(handler, b"a")


def drip(handler, piece):
    for _ in range(100):
        handler.wfile.write(piece)
        handler.wfile.flush()
        time.sleep(0.05)


def hang(handler, body):
    time.sleep(1.0)
    handler.close_connection = True


def reset(handler, body):
    import socket
    import struct

    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def stop_halfway(handler, body):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(answer(CLAIM).encode()[:50])
    handler.close_connection = True


def not_http(handler, body):
    handler.wfile.write(b"\x00\x01garbage\r\n\r\n")
    handler.close_connection = True


@pytest.mark.parametrize(
    "behaviour",
    [
        (500, "oops"),
        (502, "<html><body><h1>502 Bad Gateway</h1></body></html>"),
        (503, "", {"Retry_After": "0"}),
        (429, "slow down"),
        (408, ""),
        "<!doctype html><title>Sign in</title>",
        "",
        "{",
        "[]",
        "[" * 5000,
        "1" * 5000,
        '{"choices": []}',
        '{"choices": [{"message": null}]}',
        answer(content="I am sorry, I cannot."),
        answer(content='{"interactions": [{"evidence": "Rus'),
        answer(content='{"rows": []}'),
        answer(content='{"interactions": "none"}'),
        answer(content="null"),
        b"\xff\xfe\x00",
        drip_body,
        drip_head,
        hang,
        reset,
        stop_halfway,
        not_http,
        (200, b"\x1f\x8b\x08\x00", {"Content_Encoding": "gzip"}),
    ],
    ids=lambda behaviour: getattr(behaviour, "__name__", str(behaviour)[:30]),
)
def test_a_server_that_fails_once_is_asked_again(behaviour):
    if isinstance(behaviour, tuple) and len(behaviour) == 3:
        status, body, headers = behaviour
        behaviour = lambda handler, _: reply(handler, status, body, **headers)  # noqa: E731
    elif isinstance(behaviour, bytes):
        behaviour = (200, behaviour)
    begun = time.monotonic()
    table, server = extract(behaviour, answer(CLAIM), timeout=0.5)
    assert table["source"].tolist() == ["RUS"]
    assert len(server.requests) == 2
    assert time.monotonic() - begun < 5


def test_an_answer_without_end_is_not_read_to_the_end():
    sent = []

    def huge(handler, body):
        handler.send_response(200)
        handler.send_header("Content-Length", str(10**9))
        handler.end_headers()
        for _ in range(400):
            handler.wfile.write(b" " * 100_000)
            sent.append(100_000)

    with pytest.raises(ExtractorError, match="an answer of more than 4,000,000 bytes"):
        extract(huge, retries=0)
    assert sum(sent) < 40_000_000


def test_a_server_that_always_fails_is_left_with_the_reason():
    with pytest.raises(ExtractorError, match=r"model m: 503 Service Unavailable \(overloaded, sorry\), 3 times"):
        extract((503, '{"error": {"message": "overloaded, sorry"}}'))


def test_a_server_that_is_not_there_is_told():
    with Server() as server:
        url = server.url
    with pytest.raises(ExtractorError, match="ConnectError"):
        LLMExtractor(url, "m", retries=1, backoff=0.01, progress=False)(documents())


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (401, "", "the key was not accepted"),
        (404, '{"error": {"message": "model m not found"}}', "model m not found"),
        (429, '{"error": {"code": "insufficient_quota"}}', "the quota is used up"),
    ],
)
def test_what_cannot_get_better_is_not_asked_again(status, body, message):
    with Server((status, body)) as server:
        with pytest.raises(ExtractorError, match=message):
            extractor(server, max_concurrency=1)(documents(TEXT, TEXT, TEXT))
        assert len(server.requests) == 1


def test_redirects_are_not_followed_and_the_key_stays():
    with Server(answer(CLAIM)) as other, Server((307, "", {})) as server:
        server.behaviours = [lambda handler, _: reply(handler, 307, "", Location=other.url + "/chat/completions")]
        with pytest.raises(ExtractorError, match="it sends elsewhere, to http"):
            extractor(server, api_key="secret-key")(documents())
        assert not other.requests
        assert len(server.requests) == 1
        assert server.requests[0][1]["Authorization"] == "Bearer secret-key"


def test_proxies_of_the_environment_are_not_used(monkeypatch):
    with Server((500, "")) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        extract(answer(CLAIM), api_key="secret-key")
        assert not proxy.requests


def test_the_key_is_in_no_message_and_no_repr():
    with pytest.raises(ExtractorError) as error:
        extract((400, "bad key secret-key \x1b[31m"), api_key="secret-key")
    assert "secret-key" not in str(error.value)
    assert "\x1b" not in str(error.value)
    assert "bad key ***" in str(error.value)
    assert "secret" not in repr(LLMExtractor("http://localhost/v1", "m", api_key="secret-key"))


def test_retry_after_is_kept_by_all_and_not_beyond_max_wait():
    soon = pd.Timestamp.now("UTC") + pd.Timedelta("1s")
    for wait, least in (("0.3", 0.3), (format_datetime(soon.to_pydatetime(), usegmt=True), 0.0)):
        slow = lambda handler, _, wait=wait: reply(handler, 429, "", Retry_After=wait)  # noqa: E731
        _, server = extract(slow, answer(CLAIM))
        assert server.requests[1][3] - server.requests[0][3] >= least
    with pytest.raises(ExtractorError, match="the server asks to wait 3600 s, max_wait is 1 s"):
        extract(lambda handler, _: reply(handler, 429, "", Retry_After="3600"))


def test_a_server_without_structured_output_is_asked_more_simply_and_that_is_remembered():
    def plain_only(handler, body):
        if "response_format" in body:
            reply(handler, 400, '{"error": {"message": "response_format is not supported"}}')
        else:
            reply(handler, 200, answer(CLAIM))

    table, server = extract(plain_only, texts=(TEXT, TEXT), max_concurrency=1)
    assert len(table) == 2
    assert [request[2].get("response_format", {}).get("type") for request in server.requests] == [
        "json_schema",
        "json_object",
        None,
        None,
    ]


def test_fences_and_thoughts_around_the_answer_are_passed_over():
    content = "<think>{hm}</think>\n```json\n" + json.dumps({"interactions": [CLAIM]}) + "\n```"
    table, _ = extract(answer(content=content))
    assert len(table) == 1


def test_an_answer_that_is_cut_off_is_asked_for_in_halves():
    filler = "Nothing happened here at all. " * 20

    def short_only(handler, body):
        text = body["messages"][1]["content"]
        found = [CLAIM] if CLAIM["evidence"] in text else []
        reply(handler, 200, answer(*found, ending="length" if len(text) > 700 else "stop"))

    text = filler + TEXT + filler
    table, server = extract(short_only, texts=(text,))
    assert table["evidence"].tolist() == [CLAIM["evidence"]]
    assert text[table["start"][0] : table["end"][0]] == CLAIM["evidence"]
    assert len(server.requests) > 2
    with pytest.raises(ExtractorError, match="cut off at the model's limit"):
        extract(answer(ending="length"))


def test_a_refusal_fails_its_document_alone():
    def refuse_one(handler, body):
        refused = "bomb" in body["messages"][1]["content"]
        reply(handler, 200, answer(refusal="I cannot help with that") if refused else answer(CLAIM))

    with pytest.warns(NetlibWarning, match="1 of 2 documents have no complete answer, first 'd1': the model refused"):
        table, _ = extract(refuse_one, texts=(TEXT, "A bomb."))
    assert table["doc_id"].tolist() == ["d0"]
    assert list(table.attrs["llm"]["failed"]) == ["d1"]


def test_after_five_failures_in_a_row_the_rest_is_not_asked_and_nothing_is_lost():
    behaviours = [answer(CLAIM), (500, "down")]
    with Server(*behaviours) as server:
        with pytest.warns(NetlibWarning, match="8 of 9 documents have no complete answer"):
            table = extractor(server, retries=0, max_concurrency=1)(documents(*[TEXT] * 9))
        assert len(server.requests) == 6
    assert len(table) == 1
    assert "not asked: gave up after 5 texts" in table.attrs["llm"]["failed"]["d8"]


def test_no_more_questions_are_open_than_allowed():
    def slow(handler, body):
        time.sleep(0.03)
        reply(handler, 200, answer(CLAIM))

    table, server = extract(slow, texts=[f"{TEXT} {i}" for i in range(12)], max_concurrency=3)
    assert len(table) == 12
    assert table["doc_id"].tolist() == [f"d{i}" for i in range(12)]
    assert server.most_open == 3


def test_a_second_run_asks_only_what_has_no_answer(tmp_path):
    cache = tmp_path / "cache"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NetlibWarning)
        first, _ = extract(
            answer(CLAIM), (500, ""), texts=(TEXT, TEXT + "!"), cache_dir=cache, retries=0, max_concurrency=1
        )
    assert len(first) == 1
    second, server = extract(answer(CLAIM), texts=(TEXT, TEXT + "!"), cache_dir=cache)
    assert len(second) == 2
    assert len(server.requests) == 1
    assert second.attrs["llm"]["cached"] == 1
    for file in cache.iterdir():
        file.write_text('{"interactions": [{"evi')  # as after a crash of something else
    third, server = extract(answer(CLAIM), texts=(TEXT, TEXT + "!"), cache_dir=cache)
    assert len(third) == len(server.requests) == 2
    pd.testing.assert_frame_equal(second, third)
    _, server = extract(answer(CLAIM), cache_dir=cache, options={"temperature": 1})
    assert len(server.requests) == 1


def test_an_interrupted_run_ends_with_the_question_that_is_open_and_keeps_its_answer(tmp_path):
    def interrupted(handler, body):
        if len(server.requests) == 1:
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        time.sleep(0.2)
        reply(handler, 200, answer(CLAIM)) if "France" in str(body) else reply(handler, 503)

    begun = time.monotonic()
    with Server(interrupted) as server, pytest.raises(KeyboardInterrupt):
        extractor(server, retries=20, backoff=0.5, cache_dir=tmp_path)(documents("Peru.", TEXT, *["Chad."] * 20))
    assert time.monotonic() - begun < 5
    assert len(server.requests) <= 8
    assert len(list(tmp_path.glob("*.json"))) == 1


def test_a_cache_that_cannot_be_is_told_before_anything_is_asked(tmp_path):
    (tmp_path / "file").write_text("")
    with Server(answer(CLAIM)) as server:
        with pytest.raises(OutputError, match="cannot make the folder cache_dir"):
            extractor(server, cache_dir=tmp_path / "file" / "cache")(documents())
        assert not server.requests


def test_nothing_to_ask_asks_nothing():
    table, server = extract(answer(CLAIM), texts=("", " \n", None))
    assert len(table) == 0
    assert not server.requests
    assert list(table.columns) == [column.name for column in INTERACTIONS]


def test_it_works_where_a_loop_is_running():
    async def notebook():
        return extract(answer(CLAIM))[0]

    assert len(asyncio.run(notebook())) == 1


def test_extract_takes_it_as_extractor():
    from netlib.extraction import extract as extract_documents

    with Server(answer(CLAIM)) as server:
        table = extract_documents(documents(), extractor=extractor(server))
    assert table["source"].tolist() == ["RUS"]
    assert table.attrs["llm"]["rows"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"base_url": "localhost:11434"}, "is not an endpoint"),
        ({"base_url": "file:///etc/passwd"}, "is not an endpoint"),
        ({"model": ""}, "name one"),
        ({"api_key": "a\nb"}, "was a line end copied"),
        ({"timeout": 0}, "timeout=0 is not allowed"),
        ({"max_concurrency": 0}, "max_concurrency=0"),
        ({"retries": -1}, "retries=-1"),
        ({"backoff": "1s"}, "backoff='1s'"),
        ({"max_chars": float("nan")}, "max_chars=nan"),
    ],
)
def test_parameters_that_cannot_work_are_refused(arguments, message):
    with pytest.raises(ParameterError, match=message):
        LLMExtractor(**{"base_url": "http://localhost/v1", "model": "m", **arguments})
    with pytest.raises(ParameterError) as error:
        LLMExtractor("http://me:secret@localhost/v1", "m")
    assert "secret" not in str(error.value)


def test_a_key_over_an_open_line_is_told():
    with pytest.warns(NetlibWarning, match="unencrypted"):
        LLMExtractor("http://example.org/v1", "m", api_key="k")


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20) | st.sampled_from([*CLAIM.values(), TEXT]),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.sampled_from(list(CLAIM)), children),
    max_leaves=8,
)
READING = read(TEXT, registry=default_registry())


@settings(max_examples=150, deadline=None)
@given(claim=anything | st.dictionaries(st.sampled_from(list(CLAIM)), anything).map(lambda change: {**CLAIM, **change}))
def test_whatever_a_model_says_a_row_stands_in_the_text_or_is_rejected(claim):
    result = check(claim, READING, 0, len(TEXT))
    if isinstance(result, Rejection):
        assert result.reason
        return
    row, _ = result
    assert TEXT[row["start"] : row["end"]] == row["evidence"]
    assert row["source"] != row["target"]
    assert {row["source"], row["target"]} <= {mention.actor.actor_id for mention in READING.mentions}


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=40), start=st.integers(0, 40), length=st.integers(1, 20))
def test_words_of_a_text_are_found_where_they_or_their_like_stand(text, start, length):
    words = text[start : start + length]
    found = find_words(words, text, 0, len(text))
    if words.strip():
        assert found is not None
        assert text[slice(*found)] == words
