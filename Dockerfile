# The image of the bot. Build it in the project's folder:  docker build -t lublin-clusters-bot .
# The file system may be read-only; only /data is written, and only when the database is SQLite.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN python -m venv /app/.venv
COPY requirements/run.txt requirements/run.txt
RUN .venv/bin/python -m pip install --require-hashes --requirement requirements/run.txt
COPY knowledge knowledge
COPY bot bot
COPY handlers handlers
# What the bot learns from examples and dialogues is made here, so that a start takes a second.
RUN .venv/bin/python -m bot check && .venv/bin/python -m bot ask "kontakt do fotoniki" \
    && test -s var/learned.npz && test -s var/forms.json

FROM python:3.13-slim
RUN groupadd --gid 10001 bot \
    && useradd --uid 10001 --gid bot --no-create-home --shell /usr/sbin/nologin bot \
    && install -d -o bot -g bot -m 0700 /data
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite:////data/bot.sqlite \
    HOST=0.0.0.0 \
    PORT=8080 \
    LOG_FORMAT=json \
    MPLCONFIGDIR=/tmp/matplotlib
VOLUME /data
EXPOSE 8080
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.build_opener(r.ProxyHandler({})).open(f\"http://127.0.0.1:{os.environ['PORT']}/readyz\", timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
